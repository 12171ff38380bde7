package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows along columns of every type, in every time zone. */
@Tag("spark")
class WindowTypesTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void aWindowOfDatesIsCompleteWhenItsLastDayIsOver() {
    lab.tables()
        .create("events", "at date, id bigint", "days(at)")
        .insert("events", "'2024-01-01', 1", "'2024-01-02', 2", "'2024-01-03', 3");
    String workflow =
        LoadJob.daily()
            .key("start", "default: '2023-12-31'")
            .key("end", "sql: select date('$|start|') + 1")
            .yaml();
    assertThat(lab.now("2024-01-03T23:59").catchUp(workflow).windows())
        .containsExactly("(2023-12-31, 2024-01-01]", "(2024-01-01, 2024-01-02]");
    assertThat(lab.run(workflow).job().reason())
        .isEqualTo(
            "the window (2024-01-02, 2024-01-03] is not due before 2024-01-04 00:00:00; it"
                + " is now 2024-01-03 23:59:00");
    assertThat(lab.now("2024-01-04T00:00").catchUp(workflow).windows())
        .containsExactly("(2024-01-02, 2024-01-03]");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().state("copy", "load")).hasToString("all_events.start = 2024-01-03");
  }

  /** People mark rows with the greatest number that there is. */
  @Test
  void theGreatestNumberIsAValueAndNoEndOfAWindow() {
    lab.tables()
        .create("events", "id bigint, v string", "")
        .insert("events", "5, 'a'", "15, 'b'", "9223372036854775807, 'c'");
    LoadJob job =
        LoadJob.daily()
            .window("select * from all_events where id > $|start| and id <= $|end|")
            .key("start", "sql: select 0L")
            .key("end", "sql: select $|start| + 10")
            .partitionedBy("");
    assertThat(lab.catchUp(job.yaml(), 3).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("15 | b", "5 | a");
    job.to("all").key("end", "sql: select max(id) from all_events");
    Run run = lab.run(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.BAD_VALUE);
    assertThat(run.failure().message())
        .isEqualTo("the window ends at 9223372036854775807, and there is no greater number");
    assertThat(lab.tables().exists("all")).isFalse();
    job.window("select * from all_events where id > $|start| and id < $|end|");
    assertThat(lab.run(job.yaml()).counts()).containsExactly("2+0");
  }

  @Test
  void datesComparedWithATimeOfDayLoseNoDay() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at date, id bigint", "days(at)")
        .insert("events", "'2024-01-01', 1", "'2024-01-02', 2", "'2024-01-03', 3");
    String workflow =
        LoadJob.daily()
            .window(
                "select * from all_events where at >= to_timestamp('$|start|')"
                    + " and at < to_timestamp('$|end|')")
            .key("start", "default: '2024-01-01 00:00:00'")
            .key("end", "sql: select to_timestamp('$|start|') + INTERVAL '36' HOUR")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.windows())
        .containsExactly("[2024-01-01, 2024-01-02]", "(2024-01-02, 2024-01-04)");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void timesWithoutAZoneAreReadInTheSessionsZone() {
    lab.timeZone("America/New_York")
        .tables()
        .create("events", "at timestamp_ntz, id bigint", "hours(at)")
        .insert(
            "events",
            "'2024-03-10 01:30:00', 1",
            "'2024-03-10 02:30:00', 2", // A wall-clock time that New York skipped.
            "'2024-03-10 03:00:00', 3",
            "'2024-03-11 00:00:00', 4");
    String workflow =
        LoadJob.daily()
            .key("start", "default: '2024-03-10 00:00:00'")
            .key("end", "sql: select to_timestamp_ntz('$|start|') + INTERVAL '1' DAY")
            .yaml();
    // Midnight in New York is four in the morning in Greenwich.
    assertThat(lab.now("2024-03-11T03:59").catchUp(workflow).windows()).isEmpty();
    Run run = lab.now("2024-03-11T04:00").catchUp(workflow);
    assertThat(run.windows()).containsExactly("(2024-03-10 00:00:00, 2024-03-11 00:00:00]");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aSessionZoneOtherThanUtcLosesNoRow() {
    lab.timeZone("America/New_York")
        .now("2024-03-13T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            Stream.of("10", "11", "12")
                .flatMap(
                    day ->
                        IntStream.range(0, 24)
                            .mapToObj(h -> "'2024-03-%s %02d:00:00', %d".formatted(day, h, h)))
                .toArray(String[]::new));
    LoadJob job =
        LoadJob.daily()
            .key("start", "sql: select to_timestamp('2024-03-09 00:00:00')")
            .step("out", "SELECT * FROM events");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows())
        .containsExactly(
            "(2024-03-09 00:00:00, 2024-03-10 00:00:00]",
            "(2024-03-10 00:00:00, 2024-03-11 00:00:00]",
            "(2024-03-11 00:00:00, 2024-03-12 00:00:00]");
    assertThat(lab.now("2024-03-14T00:00").catchUp(job.yaml()).windows())
        .containsExactly("(2024-03-12 00:00:00, 2024-03-13 00:00:00]");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-03-13 00:00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bigint; - {type: truncate, column: at, name: at_part, width: 10}; 10+0, 10+1, 10+1",
        "bigint; - {type: identity, column: at}; 10+0, 10+0, 10+0",
        "int; - {type: truncate, column: at, name: at_part, width: 10}; 10+0, 10+1, 10+1",
        "smallint; - {type: truncate, column: at, name: at_part, width: 7}; 10+0, 10+4, 10+0",
      })
  void windowsAlongNumbersNeedNoClock(String type, String partitioning, String counts) {
    lab.now("1970-01-01T00:00")
        .tables()
        .create("events", "at " + type + ", id bigint", "")
        .insert(
            "events",
            IntStream.rangeClosed(1, 30).mapToObj(i -> i + ", " + i).toArray(String[]::new));
    String workflow =
        LoadJob.daily()
            .window("select * from all_events where at > $|start| and at <= $|end|")
            .key("start", "default: '0'")
            .key("end", "sql: select $|start| + 10")
            .partitionedBy(partitioning)
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.windows()).containsExactly("(0, 10]", "(10, 20]", "(20, 30]");
    assertThat(String.join(", ", run.counts())).isEqualTo(counts);
    assertThat(run.job().reason())
        .isEqualTo("the input has no rows past 30 yet; its newest at is 30");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aWindowOfNumbersWaitsUntilItsEndIsReached() {
    lab.tables()
        .create("events", "at bigint, id bigint", "")
        .insert("events", "1, 1", "10, 10", "15, 15");
    LoadJob job =
        LoadJob.daily()
            .window("select * from all_events where at > $|start| and at <= $|end|")
            .key("start", "default: '0'")
            .key("end", "sql: select $|start| + 10")
            .partitionedBy("- {type: truncate, column: at, name: at_part, width: 10}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows()).containsExactly("(0, 10]");
    assertThat(run.job().reason())
        .isEqualTo("the window (10, 20] is not due before `at` reaches 20; its newest value is 15");
    lab.tables().insert("events", "12, 12", "23, 23");
    assertThat(lab.catchUp(job.yaml()).windows()).containsExactly("(10, 20]");
    assertThat(lab.tables().rows("copy")).containsExactly("1 | 1", "10 | 10", "12 | 12", "15 | 15");
    // Where no state moves on, the window is read again by each run.
    assertThat(lab.run(job.to("again").state("").yaml()).windows()).containsExactly("(0, 10]");
    assertThat(lab.run(job.to("fixed").key("end", "default: '20'").yaml()).counts())
        .containsExactly("4+0");
  }

  @Test
  void numbersBelowZeroHaveWindowsToo() {
    lab.tables()
        .create("events", "at bigint, id bigint", "")
        .insert(
            "events",
            IntStream.rangeClosed(-12, 10).mapToObj(i -> i + ", " + i).toArray(String[]::new));
    lab.catchUp(
        LoadJob.daily()
            .window("select * from all_events where at > $|start| and at <= $|end|")
            .key("start", "default: '-15'")
            .key("end", "sql: select $|start| + 5")
            .partitionedBy("- {type: truncate, column: at, name: at_part, width: 4}")
            .yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }
}
