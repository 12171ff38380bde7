package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.publish.Mode;
import io.flarepath.report.PlanText;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which windows a run does, and why it stops. */
@Tag("spark")
class CatchUpTest {

  private static final String DAY_1 = "(2024-01-01 00:00:00, 2024-01-02 00:00:00]";
  private static final String DAY_2 = "(2024-01-02 00:00:00, 2024-01-03 00:00:00]";
  private static final String DAY_3 = "(2024-01-03 00:00:00, 2024-01-04 00:00:00]";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeDaysWithRowsAtExactlyMidnight() {
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

  @Test
  void eachWindowIsExactlyOneSnapshotOfMain() {
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2, DAY_3);
    assertThat(lab.tables().history("copy")).hasSize(3);
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy.snapshots")).containsExactly("3");
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void noRowAtTheBorderOfTwoWindowsIsLost() {
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    // What the midnight before each window left in its first partition is written again.
    assertThat(run.counts()).containsExactly("2+0", "2+1", "1+1");
  }

  @Test
  void aPlainDynamicOverwriteWouldLoseThem() throws Exception {
    lab.tables().create("plain", "at timestamp, id bigint", "days(at)");
    SparkSession session = lab.session();
    for (int day = 1; day <= 3; day++) {
      session
          .sql(
              "SELECT * FROM icebase.retail.events WHERE at > '2024-01-0%d' AND at <= '2024-01-0%d'"
                  .formatted(day, day + 1))
          .writeTo("icebase.retail.plain")
          .option("check-ordering", "false")
          .overwritePartitions();
    }
    assertThat(lab.tables().rows("plain"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 09:00:00 | 3", "2024-01-03 10:00:00 | 5");
  }

  @Test
  void afterTheLastWindowThereIsNothingToDo() {
    String workflow = LoadJob.daily().yaml();
    Run first = lab.catchUp(workflow);
    long snapshot = lab.tables().current("copy").snapshotId();
    Run second = lab.catchUp(workflow);
    String reason =
        "the window (2024-01-04 00:00:00, 2024-01-05 00:00:00] is not due before"
            + " 2024-01-05 00:00:00; it is now 2024-01-04 00:00:00";
    assertThat(first.job().reason()).isEqualTo(reason);
    assertThat(second.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(second.job().reason()).isEqualTo(reason);
    assertThat(lab.tables().current("copy").snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void aLoadNeverRunsAheadOfItsData() {
    Run run = lab.now("2030-01-01T00:00").catchUp(LoadJob.daily().yaml());
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2, DAY_3);
    assertThat(run.job().reason())
        .isEqualTo(
            "the input has no rows past 2024-01-04 00:00:00 yet; its newest at is 2024-01-03"
                + " 10:00:00");
    lab.tables().insert("events", "'2024-01-06 01:00:00', 6");
    assertThat(lab.catchUp(LoadJob.daily().yaml()).windows())
        .containsExactly(
            "(2024-01-04 00:00:00, 2024-01-05 00:00:00]",
            "(2024-01-05 00:00:00, 2024-01-07 00:00:00]"); // The first of them is skipped.
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void withoutCatchUpARunDoesOneWindow() {
    String workflow = LoadJob.daily().yaml();
    assertThat(lab.run(workflow).windows()).containsExactly(DAY_1);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
    assertThat(lab.run(workflow).windows()).containsExactly(DAY_2);
    assertThat(lab.tables().history("copy")).hasSize(2);
  }

  @Test
  void aPlanShowsWhatARunWouldDoAndDoesNothing() {
    String workflow = LoadJob.daily().yaml();
    assertThat(plan(workflow))
        .contains("write     icebase.retail.copy  replace-window  (a new table)");
    assertThat(lab.tables().exists("copy")).isFalse();
    lab.run(workflow);
    String metadata = lab.tables().metadataFile("copy");
    Golden.assertMatches("plans/second-day.txt", plan(workflow));
    assertThat(lab.tables().metadataFile("copy")).isEqualTo(metadata);
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  private String plan(String workflow) {
    return String.join("\n", PlanText.of(lab.plan(workflow))).replaceAll("[\\d.]+ k?B\\b", "N kB")
        + "\n";
  }

  @Test
  void maxWindowsBoundsACatchUp() {
    Run run = lab.catchUp(LoadJob.daily().yaml(), 2);
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2);
    assertThat(run.job().reason()).isEqualTo("stopped after 2 windows, as requested");
  }

  @Test
  void theWorkflowItselfMayAskForCatchUp() {
    Run run = lab.run(LoadJob.daily().incremental("catchUp: true").yaml());
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2, DAY_3);
  }

  @Test
  void untilStandsForThePresent() {
    Run run = lab.catchUp(LoadJob.daily().incremental("until: '2024-01-03 00:00:00'").yaml());
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2);
    assertThat(run.job().reason())
        .isEqualTo("the window " + DAY_3 + " ends after `until`, 2024-01-03 00:00:00");
  }

  @Test
  void untilMayBeSqlOverTheContext() {
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .incremental("until: select date_trunc('DAY', max(at)) from all_events")
                .yaml());
    assertThat(run.windows()).containsExactly(DAY_1, DAY_2);
  }

  @Test
  void untilIsTakenAsItIsWrittenAndNotAsSql() {
    Run run = lab.catchUp(LoadJob.daily().incremental("until: '2024-01-03\\'").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.KEY_IS_NULL);
    assertThat(run.failure().message())
        .isEqualTo("`'2024-01-03\\\\'` is not a value of type timestamp");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void anIncompleteWindowIsDoneWhenAskedFor() {
    lab.now("2024-01-01T12:00");
    String workflow = LoadJob.daily().yaml();
    assertThat(lab.run(workflow).job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(lab.tables().exists("copy")).isFalse();
    RunOptions anyway =
        new RunOptions(Mode.RUN, Set.of(), false, OptionalInt.empty(), Map.of(), true);
    assertThat(lab.run(workflow, anyway).windows()).containsExactly(DAY_1);
  }

  @Test
  void anEmptyWindowInTheMiddleClearsItsStaleRowsAndMovesTheState() {
    String workflow = LoadJob.daily().yaml();
    lab.catchUp(workflow);
    // The source takes its second day back, and the job starts over.
    lab.tables().sql("DELETE FROM {}events WHERE id IN (3, 4)");
    lab.setState(workflow, Map.of("all_events.start", "2024-01-02 00:00:00"));
    Run again = lab.run(workflow);
    assertThat(again.windows()).containsExactly(DAY_2);
    assertThat(again.counts()).containsExactly("0+2");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 00:00:00 | 2", "2024-01-03 10:00:00 | 5");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void anEmptyFirstWindowMovesTheStateToo() {
    String workflow =
        LoadJob.daily().key("start", "sql: select to_timestamp('2023-12-30 00:00:00')").yaml();
    Run run = lab.catchUp(workflow, 1);
    assertThat(run.counts()).containsExactly("0+0");
    assertThat(lab.tables().rows("copy")).isEmpty();
    assertThat(lab.tables().history("copy")).hasSize(1);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2023-12-31 00:00:00");
  }

  @Test
  void aStepThatCanOnlyBeEmptyIsAnEmptyWindow() {
    Run run = lab.run(LoadJob.daily().step("none", "SELECT * FROM events WHERE 1 = 0").yaml());
    assertThat(run.counts()).containsExactly("0+0");
    assertThat(lab.tables().history("copy")).hasSize(1);
  }

  @Test
  void catchUpStopsWhenTheWindowStandsStill() {
    Run run = lab.catchUp(LoadJob.daily().state("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_STANDS_STILL);
    assertThat(run.failure().message())
        .isEqualTo("the window does not advance, so catch-up would never end");
    assertThat(run.failure().notes())
        .isEqualTo(List.of("`incremental` has no `state`, so each pass reads the same window"));
    assertThat(run.windows()).containsExactly(DAY_1);
  }

  @Test
  void catchUpDoesNoWindowTwice() {
    Run run = lab.catchUp(LoadJob.daily().state("- {key: start, value: start}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_STANDS_STILL);
    assertThat(run.windows()).containsExactly(DAY_1);
    assertThat(lab.tables().history("copy")).hasSize(1);
  }
}
