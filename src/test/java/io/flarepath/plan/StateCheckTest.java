package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.state.JobMark;
import io.flarepath.state.Publication;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StateCheckTest {

  private static final JobPlan.Load JOB = Plans.load(LoadJob.daily());

  /** Mark of a run that published snapshot 5. */
  private static final Map<String, String> MARK = mark(5, 5, "test");

  @Test
  void aTableWithoutHistoryIsWell() {
    assertThat(check(Map.of())).isEmpty();
  }

  @Test
  void theRecordedSnapshotAtTheHeadIsWell() {
    assertThat(check(MARK, ours(5, 4), ours(4, 0))).isEmpty();
  }

  @Test
  void othersCommitsUponItAreWell() {
    assertThat(check(MARK, foreign(7, 6), foreign(6, 5), ours(5, 4))).isEmpty();
  }

  @Test
  void aHeadThatIsOlderIsARollback() {
    assertThat(check(MARK, ours(4, 3), ours(3, 0))).contains(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void aNewLineOfHistoryFromAnOlderSnapshotIsARollback() {
    assertThat(check(MARK, foreign(9, 4), ours(4, 3))).contains(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void aHistoryThatBeginsAnewIsAReplacement() {
    assertThat(check(MARK, foreign(9, 0))).contains(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void aTableThatLostItsLastSnapshotIsRolledBack() {
    assertThat(check(MARK)).contains(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void aHistoryThatExpiryHasCutIsWell() {
    // 7's parent, 6, has expired, and so has 5.
    assertThat(check(MARK, foreign(8, 7), foreign(7, 6))).isEmpty();
  }

  @Test
  void formatVersion1HasNoSequenceNumbersAndIsWalkedToItsEnd() {
    Map<String, String> mark = mark(5, 0, "test");
    assertThat(check(mark, unnumbered(9, 5), unnumbered(5, 4))).isEmpty();
    assertThat(check(mark, unnumbered(9, 4), unnumbered(4, 0))).contains(Code.TABLE_ROLLED_BACK);
    assertThat(check(mark, unnumbered(9, 8))).isEmpty();
  }

  @Test
  void theMarkOfAnotherWorkflowIsNotOurs() {
    assertThat(check(mark(5, 5, "another"), ours(5, 0))).contains(Code.STATE_OF_ANOTHER);
  }

  @Test
  void dataOfThisJobWithoutAMarkIsNoFirstRun() {
    assertThat(check(Map.of(), foreign(6, 5), ours(5, 4))).contains(Code.STATE_MISSING);
  }

  @Test
  void dataOfAnotherWorkflowsJobWithoutAMarkIsNotOursEither() {
    assertThat(check(Map.of(), snapshot(5, 0, "load", "another"))).contains(Code.STATE_OF_ANOTHER);
  }

  @Test
  void dataOfOtherJobsIsWell() {
    assertThat(check(Map.of(), snapshot(5, 0, "other", "test"))).isEmpty();
  }

  @Test
  void aMarkWithoutAStateIsWellWhereNoneWasSet() {
    // A backfill into a new table.
    Map<String, String> mark = new HashMap<>(MARK);
    mark.keySet().removeIf(name -> name.startsWith("flarepath.state."));
    assertThat(check(mark, snapshot(5, 0, "load", "test"))).isEmpty();
    assertThat(check(mark, ours(5, 0))).contains(Code.STATE_MISSING);
  }

  private static Optional<Code> check(Map<String, String> properties, SnapshotFacts... history) {
    return StateCheck.check(JOB, JOB.outputs().get(0), Plans.table(properties, history))
        .map(Diagnostic::code);
  }

  private static Map<String, String> mark(long snapshot, long sequence, String workflow) {
    return new JobMark(
            Plans.state("2024-01-02"),
            Optional.of(new Publication("run", 1, snapshot, sequence, workflow)))
        .properties("load");
  }

  private static SnapshotFacts ours(long id, long parent) {
    SnapshotFacts snapshot = snapshot(id, parent, "load", "test");
    Map<String, String> summary = new HashMap<>(snapshot.summary());
    summary.put(SummaryNames.STATE_PREFIX + "all_events.start", "2024-01-02");
    return Plans.snapshot(id, parent, summary);
  }

  private static SnapshotFacts foreign(long id, long parent) {
    return Plans.snapshot(id, parent, Map.of("operation", "append"));
  }

  private static SnapshotFacts snapshot(long id, long parent, String job, String workflow) {
    return Plans.snapshot(
        id, parent, Map.of(SummaryNames.JOB, job, SummaryNames.WORKFLOW, workflow));
  }

  private static SnapshotFacts unnumbered(long id, long parent) {
    OptionalLong before = parent == 0 ? OptionalLong.empty() : OptionalLong.of(parent);
    return new SnapshotFacts(id, before, 0, Instant.EPOCH, Map.of());
  }
}
