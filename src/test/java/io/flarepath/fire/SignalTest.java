package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.Main;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real signals to a real process, and an engine that is stopped under it. */
@Tag("fire")
class SignalTest {

  private static final String SLOW_KEY =
      "sql: select max(to_timestamp('$|start|')) + INTERVAL '1' DAY + make_interval(0, 0, 0, 0, 0, 0,"
          + " sum(a.id * b.id * 0)) from range(0, 1000000) a cross join range(0, 1000000) b";

  private static final String SLOW_QUERY =
      "select sum(a.id * b.id) from range(0, 1000000) a cross join range(0, 1000000) b";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void oneDay() throws IOException {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1");
    Files.writeString(
        lab.folder().resolve("lab.conf"),
        FireLab.conf(lab)
            + "flarepath.spark { \"spark.extraListeners\" = \"%s\" }\n"
                .formatted(Disturbance.class.getName()));
  }

  @Test
  void aRunThatIsInterruptedInTheSqlOfAKeyBlamesNobody() throws Exception {
    job(LoadJob.daily().key("end", SLOW_KEY));
    Child child = call("1 TERM", "run", "--catch-up", "job.yaml");
    assertThat(child.exit()).as(child.text()).isEqualTo(143);
    assertThat(child.text())
        .contains("interrupted: stopping after the current commit")
        .contains("error[FP9002]: the run was interrupted")
        .contains("note: nothing was published")
        .contains("load: interrupted; nothing was published")
        .contains("interrupted: load; run again at any time")
        .doesNotContain("fails")
        .doesNotContain("rejected")
        .doesNotContain("FP9001")
        .doesNotContain("fix these problems");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aPlanThatIsInterruptedEndsAtOnce() throws Exception {
    job(LoadJob.daily().key("end", SLOW_KEY));
    Child child = call("1 TERM", "plan", "job.yaml");
    assertThat(child.exit()).as(child.text()).isEqualTo(143);
    assertThat(child.text())
        .isEqualTo(
            """
            error[FP9002]: interrupted
              = note: nothing was changed: no table, file or database had been written to
              = help: run the same command again

            """);
  }

  @Test
  void aQueryThatIsInterruptedSaysSoInJsonToo() throws Exception {
    Child child = call("1 TERM", "query", SLOW_QUERY, "--json");
    assertThat(child.exit()).as(child.text()).isEqualTo(143);
    assertThat(child.text())
        .startsWith("{\"format_version\"")
        .contains("\"code\":\"FP9002\"")
        .doesNotContain("rejected");
  }

  @Test
  void anEngineThatIsStoppedFromOutsideIsNamed() throws Exception {
    job(LoadJob.daily().key("end", SLOW_KEY));
    Child child = call("1 STOP", "run", "--catch-up", "job.yaml");
    assertThat(child.exit()).as(child.text()).isEqualTo(1);
    assertThat(child.text())
        .contains("error[FP9003]: Spark was stopped from outside")
        .contains("note: nothing was published")
        .contains("it continues with the first window that is not published")
        .doesNotContain("the SQL of the key")
        .doesNotContain("FP9001");
    Child query = call("1 STOP", "query", SLOW_QUERY);
    assertThat(query.exit()).as(query.text()).isEqualTo(1);
    assertThat(query.text()).startsWith("error[FP9003]: Spark was stopped from outside");
  }

  private void job(LoadJob job) throws IOException {
    Files.writeString(lab.folder().resolve("job.yaml"), job.yaml());
  }

  private Child call(String wish, String... command) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of(command), Stream.of("--conf", "lab.conf")).toArray(String[]::new);
    return Child.start(lab.folder(), Map.of(Disturbance.WISH, wish), Main.class, arguments);
  }
}
