package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.WriteCounts;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import io.flarepath.report.RunJson;
import io.flarepath.report.RunText;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Gaps in the data: windows of ten numbers, without rows. */
class EmptyWindowsTest {

  private static final WriteCounts NOTHING = new WriteCounts(0, 0, 0, 0, List.of(), 1, 2, Map.of());

  private final Rehearsal rehearsal = new Rehearsal();

  private void rows(long... rows) {
    Arrays.stream(rows).forEach(rehearsal.engine.rows::add);
    rehearsal.engine.newest = OptionalLong.of(rehearsal.engine.rows.last());
  }

  private static List<String> windows(JobRecord job) {
    return job.passes().stream().map(PassRecord::windows).map(Object::toString).toList();
  }

  @Test
  void aGapCostsAPassForItsFirstWindowAndNoneForTheOthers() {
    rows(5, 95, 100);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(windows(job)).containsExactly("[(0, 10]]", "[(10, 20]]", "[(20, 100]]");
    PassRecord last = job.passes().get(2);
    assertThat(last.skipped()).hasToString("Optional[skips 7 empty windows, (20, 90]]");
    assertThat(last.reason())
        .isEqualTo(
            "the window has ended, and the input has rows past its start; skips 7 empty windows,"
                + " (20, 90]");
    assertThat(last.keys().values()).containsExactly("90", "100");
    assertThat(last.outputs().get(0).counts().rowsResult()).isEqualTo(2);
    assertThat(rehearsal.mark("copy", "load").state()).isEqualTo(Plans.state("100"));
    assertThat(job.reason()).isEqualTo("the input has no rows past 100 yet; its newest at is 100");
  }

  @Test
  void theSnapshotNamesAllThatWasReplacedAndTheStateBefore() {
    rows(5, 95, 100);
    rehearsal.run(Rehearsal.CATCH_UP);
    Map<String, String> summary = rehearsal.tables.table(Plans.COPY).history().get(0).summary();
    assertThat(summary)
        .containsEntry("flarepath.window", "v2;number;21;101;at")
        .containsEntry("flarepath.before.all_events.start", "20")
        .containsEntry("flarepath.state.all_events.start", "100")
        .containsEntry("flarepath.key.all_events.start", "90");
  }

  @Test
  void singleRunsSkipTheSameWindows() {
    rows(5, 95, 100);
    rehearsal.run(Rehearsal.ONCE);
    assertThat(windows(rehearsal.run(Rehearsal.ONCE))).containsExactly("[(10, 20]]");
    JobOutlook.Pass plan =
        (JobOutlook.Pass) rehearsal.preview(Rehearsal.tens().yaml(), Rehearsal.ONCE).jobs().get(0);
    JobRecord done = rehearsal.run(Rehearsal.ONCE);
    assertThat(windows(done)).containsExactly("[(20, 100]]");
    assertThat(plan.reason()).isEqualTo(done.passes().get(0).reason());
    assertThat(plan.pass().keys()).isEqualTo(done.passes().get(0).keys());
  }

  @Test
  void aGapThatReachesToTheLastCompleteWindowIsOnePass() {
    rows(5, 99);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(windows(job)).containsExactly("[(0, 10]]", "[(10, 20]]", "[(20, 90]]");
    assertThat(job.passes().get(2).skipped())
        .hasToString("Optional[skips 6 empty windows, (20, 80]]");
    assertThat(job.reason())
        .isEqualTo(
            "the window (90, 100] is not due before `at` reaches 100; its newest value is 99");
  }

  @Test
  void skippingStopsAtUntil() {
    rows(5, 95, 100);
    String yaml = Rehearsal.tens().incremental("until: '55'").yaml();
    JobRecord job = rehearsal.run(yaml, Rehearsal.CATCH_UP).jobs().get(0);
    assertThat(windows(job)).containsExactly("[(0, 10]]", "[(10, 20]]", "[(20, 50]]");
    assertThat(job.reason()).isEqualTo("the window (50, 60] ends after `until`, 55");
  }

  @Test
  void aWindowThatMayGiveRowsIsNotSkipped() {
    rows(5, 95, 100);
    rehearsal.engine.mayBeSomething = window -> window.startValue().step() == 50;
    assertThat(windows(rehearsal.run(Rehearsal.CATCH_UP)))
        .containsExactly("[(0, 10]]", "[(10, 20]]", "[(20, 60]]", "[(60, 100]]");
  }

  @Test
  void whereNothingIsProvenEachWindowIsWalked() {
    rows(5, 95, 100);
    rehearsal.engine.mayBeSomething = window -> true;
    assertThat(rehearsal.run(Rehearsal.CATCH_UP).passes()).hasSize(10);
  }

  @Test
  void whereRowsOutsideTheirWindowWouldNotBeNoticedEachWindowIsWalked() {
    rows(5, 95, 100);
    rehearsal.engine.carries = false;
    assertThat(rehearsal.run(Rehearsal.CATCH_UP).passes()).hasSize(10);
    // What is appended replaces no window. Here no pass counts rows, so the gap is seen at once.
    Rehearsal appending = new Rehearsal();
    appending.engine.rows.addAll(rehearsal.engine.rows);
    appending.engine.newest = OptionalLong.of(100);
    appending.engine.carries = false;
    appending.engine.written = NOTHING;
    String appends = Rehearsal.tens().saveMode("append").properties("").yaml();
    assertThat(windows(appending.run(appends, Rehearsal.CATCH_UP).jobs().get(0)))
        .containsExactly("[(0, 10]]", "[(10, 100]]");
  }

  @Test
  void windowsThatLeaveSomethingBetweenThemAreWalked() {
    rows(5, 95, 99);
    assertThat(
            passes(
                Rehearsal.tens()
                    .window("select * from all_events where at > '$|start|' and at < '$|end|'")))
        .isEqualTo(10);
  }

  @Test
  void windowsThatShareAnEndAreSkipped() {
    rows(5, 95, 100);
    assertThat(
            passes(
                Rehearsal.tens()
                    .window("select * from all_events where at between '$|start|' and '$|end|'")))
        .isEqualTo(3);
  }

  @Test
  void passesThatAreJudgedOrReadOtherwiseAreWalked() {
    rows(5, 95, 100);
    assertThat(passes(Rehearsal.tens().state("- {key: start, value: start}"))).isEqualTo(1);
    assertThat(
            passes(
                Rehearsal.tens()
                    .properties("")
                    .options(
                        "merge: {onClause: 'old.id = new.id', whenClause: 'NOT MATCHED BY SOURCE"
                            + " THEN DELETE'}")))
        .isEqualTo(10);
  }

  /** How many passes a catch-up takes that ends, or one run of a job that would not end. */
  private int passes(LoadJob job) {
    Rehearsal own = new Rehearsal();
    own.engine.rows.addAll(rehearsal.engine.rows);
    own.engine.newest = rehearsal.engine.newest;
    own.engine.written = NOTHING;
    return own.run(job.yaml(), Rehearsal.CATCH_UP).jobs().get(0).passes().size();
  }

  @Test
  void aDenseInputIsNotAskedForGaps() {
    rehearsal.engine.newest = OptionalLong.of(50);
    rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done).noneMatch(done -> done.startsWith("oldest"));
  }

  @Test
  void planAndRunSayWhatIsSkipped() {
    rows(5, 95, 100);
    rehearsal.run(Rehearsal.ONCE);
    rehearsal.run(Rehearsal.ONCE);
    String yaml = Rehearsal.tens().yaml();
    Outlook plan = rehearsal.preview(yaml, Rehearsal.ONCE);
    assertThat(PlanText.of(plan))
        .contains(
            "  why       the window has ended, and the input has rows past its start; skips 7"
                + " empty windows, (20, 90]",
            "  window    (20, 100] of at");
    assertThat(PlanJson.of(plan, List.of()))
        .containsPattern(
            "\"skipped\" *: *\\{\\s*\"windows\" *: *7,\\s*\"range\" *: *\"\\(20, 90]\"");
    RunRecord run = rehearsal.run(yaml, Rehearsal.ONCE);
    assertThat(RunText.pass("load", run.jobs().get(0).passes().get(0)).get(0))
        .startsWith("load  pass 1  (20, 100], skips 7 empty windows, (20, 90]  2 rows");
    assertThat(RunJson.of(run, List.of()))
        .containsPattern(
            "\"skipped\" *: *\\{\\s*\"windows\" *: *7,\\s*\"range\" *: *\"\\(20, 90]\"");
  }

  @Test
  void aVeryLongGapIsSkippedInParts() {
    rows(5, 25_000);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(windows(job))
        .containsExactly(
            "[(0, 10]]", "[(10, 20]]", "[(20, 10030]]", "[(10030, 20040]]", "[(20040, 25000]]");
    assertThat(job.passes().get(2).skipped())
        .hasToString("Optional[skips 1,000 empty windows, (20, 10020]]");
  }
}
