package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.Outlook.JobOutlook;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows along columns of every type, with every kind of bounds, over every kind of partitions.
 */
@Tag("spark")
class WindowKindsTest {

  @RegisterExtension final Lab lab = new Lab();

  // ---- Types.

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
            "the window (2024-01-02, 2024-01-03] is not complete before 2024-01-04 00:00:00; it is now 2024-01-03 23:59:00");
    assertThat(lab.now("2024-01-04T00:00").catchUp(workflow).windows())
        .containsExactly("(2024-01-02, 2024-01-03]");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().state("copy", "load")).hasToString("all_events.start = 2024-01-03");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bigint; - {type: truncate, column: at, name: at_part, width: 10}; 10+0, 10+1, 5+1",
        "bigint; - {type: identity, column: at}; 10+0, 10+0, 5+0",
        "int; - {type: truncate, column: at, name: at_part, width: 10}; 10+0, 10+1, 5+1",
        "smallint; - {type: truncate, column: at, name: at_part, width: 7}; 10+0, 10+4, 5+0",
      })
  void windowsAlongNumbersNeedNoClock(String type, String partitioning, String counts) {
    lab.now("1970-01-01T00:00")
        .tables()
        .create("events", "at " + type + ", id bigint", "")
        .insert(
            "events",
            IntStream.rangeClosed(1, 25).mapToObj(i -> i + ", " + i).toArray(String[]::new));
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
        .isEqualTo("the input has no rows past 30 yet; its newest at is 25");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void numbersBelowZeroHaveWindowsToo() {
    lab.tables()
        .create("events", "at bigint, id bigint", "")
        .insert(
            "events",
            IntStream.rangeClosed(-12, 7).mapToObj(i -> i + ", " + i).toArray(String[]::new));
    lab.catchUp(
        LoadJob.daily()
            .window("select * from all_events where at > $|start| and at <= $|end|")
            .key("start", "default: '-15'")
            .key("end", "sql: select $|start| + 5")
            .partitionedBy("- {type: truncate, column: at, name: at_part, width: 4}")
            .yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  // ---- Bounds.

  @Test
  void boundsThatFallOnPartitionsKeepNoRows() {
    threeDays();
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
                .yaml());
    assertThat(run.windows())
        .containsExactly(
            "[2024-01-01 00:00:00, 2024-01-02 00:00:00)",
            "[2024-01-02 00:00:00, 2024-01-03 00:00:00)",
            "[2024-01-03 00:00:00, 2024-01-04 00:00:00)");
    assertThat(run.counts()).containsExactly("1+0", "2+0", "2+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void betweenTakesBothEndsInAndNoRowComesTwice() {
    threeDays();
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at between '$|start|' and '$|end|'")
                .yaml());
    assertThat(run.windows().get(0)).isEqualTo("[2024-01-01 00:00:00, 2024-01-02 00:00:00]");
    assertThat(run.counts()).containsExactly("2+0", "3+0", "2+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void openEndsLeaveOutWhatTheyLeaveOut() {
    threeDays();
    lab.catchUp(
        LoadJob.daily()
            .window("select * from all_events where at > '$|start|' and at < '$|end|'")
            .yaml());
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 09:00:00 | 3", "2024-01-03 10:00:00 | 5");
  }

  @Test
  void aDeclaredWindowStandsForOneThatTheSqlDoesNotShow() {
    threeDays();
    LoadJob job =
        LoadJob.daily()
            .window(
                "select * from all_events where date_trunc('DAY', at) = to_timestamp('$|start|')");
    // Without it the window's column is not known, so that no clock holds the job back.
    assertThat(lab.run(job.to("undeclared").yaml()).output().write())
        .isEqualTo("replace-partitions");
    Run run =
        lab.catchUp(
            job.to("copy")
                .incremental("window: {column: at, start: start, end: end, bounds: '[)'}")
                .yaml());
    assertThat(run.windows()).hasSize(3);
    assertThat(run.output(0).write()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void updateFromKeyIsTheOlderFormOfState() {
    threeDays();
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .key("start", "sql: select to_timestamp('2024-01-01 00:00:00')\nupdateFromKey: end")
                .state("")
                .yaml());
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aStateMayBeSql() {
    threeDays();
    lab.run(
        LoadJob.daily()
            .state("- {key: start, value: \"select to_timestamp('$|end|') + INTERVAL '1' HOUR\"}")
            .yaml());
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 01:00:00");
  }

  // ---- Partitions and modes.

  @ParameterizedTest
  @ValueSource(strings = {"hour", "month", "year"})
  void partitionsOfEveryUnitKeepEveryRow(String unit) {
    threeDays();
    String workflow =
        LoadJob.daily()
            .partitionedBy("- {type: %s, column: at, name: at_part}".formatted(unit))
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.output(0).write()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    // And again, over what is there.
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-01 07:00:00", "all_events.end", "2024-01-03 05:00:00"));
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aSecondPartitionFieldDoesNotMatter() {
    threeDays();
    lab.catchUp(
        LoadJob.daily()
            .partitionedBy(
                "- {type: day, column: at, name: at_day}\n"
                    + "- {type: bucket, column: id, name: id_part, numBuckets: 3}\n"
                    // The one field that may have the name of its column.
                    + "- {type: identity, column: id, name: id}")
            .yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void columnsMayBeWrittenInAnyCase() {
    threeDays();
    String workflow =
        LoadJob.daily()
            .window("select * from all_events where AT > '$|start|' AND AT <= '$|end|'")
            .step("out", "SELECT At, ID FROM events")
            .partitionedBy("- {type: day, column: aT, name: at_day}")
            .yaml();
    lab.tables().create("copy", "at timestamp, id bigint", "days(at)");
    JobOutlook outlook = lab.plan(workflow).jobs().get(0);
    assertThat(outlook).isInstanceOf(JobOutlook.Pass.class);
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.output(0).write()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableOfFormatVersion1IsAsGood() {
    threeDays();
    String workflow =
        LoadJob.daily().properties("overwrite-mode: dynamic, format-version: '1'").yaml();
    lab.run(workflow);
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void rowsThatSomebodyDeletedInPlaceStayDeleted() {
    threeDays();
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.tables()
        .insert("copy", "'2024-01-02 00:00:00', 50")
        .sql("ALTER TABLE {}copy SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')");
    // One row of a file with two, in the partition at the edge of the next window.
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    lab.tables().sql("DELETE FROM {}copy WHERE id = 2");
    Run run = lab.run(workflow);
    assertThat(run.counts()).containsExactly("2+1");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1",
            "2024-01-02 00:00:00 | 50",
            "2024-01-02 09:00:00 | 3",
            "2024-01-03 00:00:00 | 4");
  }

  @Test
  void partitionsThatSomebodyChangedAreWrittenAsTheyAreNow() {
    threeDays();
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.tables().sql("ALTER TABLE {}copy REPLACE PARTITION FIELD at_day WITH months(at)");
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy.files")).containsExactly("1");
  }

  @Test
  void filesWithoutPartitionsStopAWindowThatCutsThem() {
    threeDays();
    String workflow = LoadJob.daily().yaml();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "")
        .insert("copy", "'2023-12-31 01:00:00', 70")
        .sql("ALTER TABLE {}copy ADD PARTITION FIELD days(at)");
    Run run = lab.run(workflow);
    assertThat(run.failure().code()).isEqualTo(Code.MIXED_PARTITIONING);
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(6);
  }

  @Test
  void appendAddsEachWindowOnce() {
    threeDays();
    Run run = lab.catchUp(LoadJob.daily().saveMode("append").properties("").yaml());
    assertThat(run.output(2).write()).isEqualTo("append");
    assertThat(run.counts()).containsExactly("2+0", "2+0", "1+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableWithoutPartitionsIsReplacedWhole() {
    threeDays();
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.output(0).write()).isEqualTo("replace-all");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-03 10:00:00 | 5");
  }

  @Test
  void rowsOutsideTheWindowAreDroppedWhenAskedFor() {
    threeDays();
    LoadJob job =
        LoadJob.daily()
            .step("out", "SELECT IF(id = 1, at + INTERVAL '9' DAY, at) AS at, id FROM events");
    Run dropped = lab.run(job.options("onLeak: drop").yaml());
    assertThat(dropped.counts()).containsExactly("1+0");
    assertThat(dropped.output().counts().rowsLeaked()).isEqualTo(1);
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-02 00:00:00 | 2");
    assertThat(lab.tables().summary("copy")).containsEntry("flarepath.rows-leaked", "1");
  }

  @Test
  void aResultThatLiesWhollyOutsideIsCountedToo() {
    threeDays();
    Run dropped =
        lab.run(
            LoadJob.daily()
                .step("out", "SELECT at + INTERVAL '9' DAY AS at, id FROM events")
                .options("onLeak: drop")
                .yaml());
    assertThat(dropped.counts()).containsExactly("0+0");
    assertThat(dropped.output().counts().rowsLeaked()).isEqualTo(2);
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
            "(2024-03-09 05:00:00, 2024-03-10 05:00:00]",
            "(2024-03-10 05:00:00, 2024-03-11 04:00:00]",
            "(2024-03-11 04:00:00, 2024-03-12 04:00:00]");
    assertThat(lab.now("2024-03-14T00:00").catchUp(job.yaml()).windows())
        .containsExactly("(2024-03-12 04:00:00, 2024-03-13 04:00:00]");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-03-13 00:00:00");
  }

  @Test
  void twoInputsOfOneContextShareKeysAndState() {
    threeDays();
    lab.tables()
        .create("more", "at timestamp, id bigint", "days(at)")
        .insert("more", "'2024-01-01 12:00:00', 10", "'2024-01-03 12:00:00', 11");
    String second =
        """
        - name: more
          dataset: dataos://icebase:retail/more
          incremental:
            context: all_events
            sql: select * from all_events where at > '$|start|' AND at <= '$|end|'
            keys:
              - name: start
                sql: select to_timestamp('2024-01-01 00:00:00')
              - name: end
                sql: select to_timestamp('$|start|') + INTERVAL '1' DAY
            state: [{key: start, value: end}]
        """;
    lab.catchUp(
        LoadJob.daily()
            .moreInput(second)
            .step("out", "SELECT * FROM events UNION ALL SELECT * FROM more")
            .yaml());
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(
            Stream.of("events", "more")
                .flatMap(table -> lab.tables().rows(table).stream())
                .sorted()
                .toList());
  }

  private void threeDays() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-03 00:00:00', 4",
            "'2024-01-03 10:00:00', 5");
  }
}
