package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Postgres;
import io.flarepath.lab.Run;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Outputs that are tables of a real database. */
@Tag("spark")
@Tag("postgres")
class PostgresSinksTest {

  @RegisterExtension final Lab lab = new Lab();

  private final Postgres postgres = Postgres.server();

  @BeforeEach
  void threeEvents() {
    lab.depot(postgres.depot(Postgres.PASSWORD))
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
    postgres.sql("DROP TABLE IF EXISTS sunk");
  }

  @Test
  void overwritesRowsAndKeepsTheTablesDefinition() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint PRIMARY KEY, note text DEFAULT 'kept')",
        "INSERT INTO sunk VALUES (now(), 7, 'old')");
    LoadJob job = sink("saveMode: overwrite").whole();
    for (int i = 0; i < 2; i++) {
      assertThat(lab.run(job.yaml()).job().diagnostics()).isEmpty();
      assertThat(sunk("*"))
          .containsExactlyInAnyOrder(
              "2024-01-01 08:00:00 | 1 | kept",
              "2024-01-02 00:00:00 | 2 | kept",
              "2024-01-02 09:00:00 | 3 | kept");
    }
  }

  @Test
  void loadsAWindowAtATime() {
    LoadJob job = sink("saveMode: append");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(sunk("id")).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void leavesATableAlone() {
    postgres.sql("CREATE TABLE sunk (at timestamp, id bigint)");
    assertThat(lab.run(sink("saveMode: errorIfExists").whole().yaml()).failure().code())
        .isEqualTo(Code.TABLE_EXISTS);
    postgres.sql("DROP TABLE sunk");
    assertThat(lab.run(sink("saveMode: errorIfExists").whole().yaml()).job().diagnostics())
        .isEmpty();
    assertThat(sunk("id")).hasSize(3);
  }

  @Test
  void saysWithoutThePasswordThatItIsWrong() {
    lab.depot(postgres.depot("not-the-password"));
    Diagnostic failure = lab.run(sink("saveMode: append").whole().yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.message()).isEqualTo("public.sunk in pg cannot be written");
    assertThat(failure.notes())
        .first()
        .isEqualTo("FATAL: password authentication failed for user \"flare\"");
    assertThat(failure.toString()).doesNotContain("not-the-password");
  }

  @Test
  void refusesToWriteTimesInAnotherZoneThanTheSessions() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      Diagnostic failure = lab.run(sink("saveMode: append").whole().yaml()).failure();
      assertThat(failure.message())
          .isEqualTo(
              "times of this database would be written in a time zone other than the session's");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static LoadJob sink(String options) {
    return LoadJob.daily()
        .withoutTable()
        .moreOutput(
            "- name: events\n  dataset: dataos://pg:public/sunk\n  format: postgresql\n  options: {%s}"
                .formatted(options));
  }

  private List<String> sunk(String columns) {
    String read =
        InputJob.reading("dataset: dataos://pg:public/sunk")
            .select("SELECT " + columns + " FROM rows")
            .yaml();
    assertThat(lab.run(read).job().diagnostics()).isEmpty();
    List<String> rows = lab.tables().rows("copy");
    lab.tables().sql("DROP TABLE {}copy");
    return rows;
  }
}
