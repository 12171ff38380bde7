package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Plans;
import io.flarepath.pass.WriteCounts;
import io.flarepath.publish.Branch;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.table.TableName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of a pass, whatever a catalog answers. */
class PublishingTest {

  private static final PublishOutcome UNKNOWN =
      new PublishOutcome.Unknown(new IllegalStateException("the line is dead"));
  private static final PublishOutcome CONFLICT = new PublishOutcome.Conflict("somebody was faster");

  private final Rehearsal rehearsal = new Rehearsal();
  private final List<String> asked = rehearsal.tables.asked;

  @Test
  void theWholeWayIsMadeOnce() {
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("create copy", "stage", "publish");
    assertThat(rehearsal.tables.table(Plans.COPY).mark("load").state())
        .isEqualTo(Plans.state("10"));
    assertThat(output(job).attempts()).isEqualTo(1);
    assertThat(output(job).rowsWritten()).isEqualTo(7);
  }

  @Test
  void aTableThatChangesIsPreparedBeforeItsFilesAreWritten() {
    rehearsal.tables.add(Plans.table(Map.of()));
    JobRecord job =
        rehearsal
            .run(
                Rehearsal.tens()
                    .saveMode("append")
                    .properties("")
                    .partitionedBy("- {type: identity, column: id}")
                    .yaml(),
                Rehearsal.ONCE)
            .jobs()
            .get(0);
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("prepare", "stage", "publish");
  }

  @Test
  void aCleanConflictIsTriedAgainWithWhatIsStaged() {
    JobRecord job = answering(CONFLICT, CONFLICT);
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("create copy", "stage", "publish");
    assertThat(rehearsal.heard).contains("tries again: the commit failed");
  }

  @Test
  void anUnknownOutcomeThatDidArriveIsASuccess() {
    JobRecord job =
        meddling(
            tables ->
                new Answering(tables) {
                  @Override
                  PublishOutcome first(PublishRequest request) {
                    tables.publish(request);
                    return UNKNOWN;
                  }
                });
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("create copy", "stage", "publish", "publish");
    assertThat(rehearsal.tables.table(Plans.COPY).history()).hasSize(1);
  }

  @Test
  void anUnknownOutcomeThatDidNotArriveIsTriedAgain() {
    JobRecord job = answering(UNKNOWN);
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(rehearsal.tables.table(Plans.COPY).history()).hasSize(1);
  }

  @Test
  void whatStaysUnknownIsSaidAndNothingIsCleanedUp() {
    JobRecord job = answering(UNKNOWN, UNKNOWN, UNKNOWN);
    assertThat(job.diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
              assertThat(diagnostic.message())
                  .isEqualTo("it is unknown whether the commit to icebase.retail.copy happened");
              assertThat(diagnostic.help())
                  .containsExactly(
                      "when the catalog is back, check the table property `flarepath.run.load.snapshot-id`: if it is 1, the commit happened",
                      "or run again: a run starts from the state in the table");
            });
    // The table is new, its files are staged, and all of it stays.
    assertThat(asked).containsExactly("create copy", "stage");
    assertThat(rehearsal.tables.branches()).containsExactly("flarepath_load_run-1");
    assertThat(rehearsal.tables.load(Plans.COPY)).isPresent();
  }

  @Test
  void aConflictAfterAnUnknownOutcomeMayBeWithOurselvesAndSettlesNothing() {
    JobRecord job = answering(UNKNOWN, CONFLICT, CONFLICT);
    assertThat(codes(job)).containsExactly(Code.OUTCOME_UNKNOWN);
    assertThat(asked).doesNotContain("discard branch", "remove copy");
  }

  @Test
  void whoIsOvertakenAfterAnUnknownOutcomeKnowsThatItDidNotArrive() {
    JobRecord job =
        answering(
            UNKNOWN, new PublishOutcome.Overtaken(rehearsal.tables.table(source()).mark("x")));
    assertThat(codes(job)).containsExactly(Code.ANOTHER_RUN_WON);
    assertThat(asked).contains("discard branch");
  }

  @Test
  void whenMainMovesTheSameFilesAreStagedAgain() {
    rehearsal.run(Rehearsal.ONCE);
    asked.clear();
    JobRecord job =
        meddling(
            tables ->
                new Answering(tables) {
                  @Override
                  PublishOutcome first(PublishRequest request) {
                    rehearsal.tables.foreignCommit(Plans.COPY);
                    return tables.publish(request);
                  }
                });
    assertThat(job.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("stage", "publish", "restage", "stage", "publish");
    assertThat(output(job).attempts()).as("the result was computed once").isEqualTo(1);
    assertThat(rehearsal.heard).contains("tries again: main moved in the meantime");
  }

  @Test
  void whenMainMovesWhileFilesAreWrittenTheyAreStagedOnItOnce() {
    assertThat(movedWhileWriting(tables -> tables).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(asked).containsExactly("stage", "publish");
    assertThat(rehearsal.heard).doesNotContain("tries again: main moved in the meantime");
  }

  /** What prevents the publish is told by staging them again. */
  @Test
  void whatPreventsAPublishWhenFilesAreFirstStagedIsFoundOutBeforeAnythingIsPublished() {
    JobRecord job =
        movedWhileWriting(
            tables ->
                new MeddledTables(tables) {
                  @Override
                  public Staged stage(StageRequest request, FileSet files, Budget budget) {
                    return onWhatWasRead(super.stage(request, files, budget));
                  }

                  @Override
                  public Restaged restage(StageRequest request, Staged earlier, Budget budget) {
                    return new Restaged.ForeignRows(4711);
                  }
                });
    assertThat(codes(job)).containsExactly(Code.FOREIGN_ROWS);
    assertThat(asked).containsExactly("stage", "publish", "discard branch");
    assertThat(rehearsal.tables.table(Plans.COPY).mark("load").state())
        .isEqualTo(Plans.state("10"));
  }

  private JobRecord movedWhileWriting(UnaryOperator<Tables> meddler) {
    rehearsal.run(Rehearsal.ONCE);
    asked.clear();
    int[] writes = {0};
    rehearsal.engine.whileWriting =
        () -> {
          if (writes[0]++ == 0) {
            rehearsal.tables.foreignCommit(Plans.COPY);
          }
        };
    return meddling(meddler);
  }

  private static Staged onWhatWasRead(Staged staged) {
    return new Staged(
        staged.table(),
        staged.branch(),
        staged.snapshotId(),
        staged.readId(),
        staged.readId(),
        staged.sequenceNumber(),
        staged.filesWritten(),
        staged.bytesWritten(),
        staged.rowsWritten(),
        staged.shape());
  }

  @Test
  void aTableThatAlwaysMovesIsGivenUp() {
    rehearsal.run(Rehearsal.ONCE);
    JobRecord job =
        meddling(
            tables ->
                new MeddledTables(tables) {
                  @Override
                  public PublishOutcome publish(PublishRequest request) {
                    rehearsal.tables.foreignCommit(Plans.COPY);
                    return super.publish(request);
                  }
                });
    assertThat(codes(job)).containsExactly(Code.TABLE_TOO_BUSY);
    assertThat(rehearsal.tables.branches()).isEmpty();
    assertThat(rehearsal.tables.table(Plans.COPY).mark("load").state())
        .isEqualTo(Plans.state("10"));
  }

  @Test
  void aBranchThatSomebodyTouchedIsNotPublished() {
    JobRecord job = answering(new PublishOutcome.BranchTouched());
    assertThat(job.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "another writer changed the branch `flarepath_load_run-1` of icebase.retail.copy");
    assertThat(codes(job)).containsExactly(Code.BRANCH_TOUCHED);
  }

  @Test
  void aFailedWriteTakesItsFilesAndItsNewTableAway() {
    rehearsal.engine.failsOn = "copy";
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(codes(job)).containsExactly(Code.JOB_FAILED);
    assertThat(asked).containsExactly("create copy", "discard files", "remove copy");
    assertThat(rehearsal.tables.load(Plans.COPY)).isEmpty();
  }

  @Test
  void aTableThatWasThereBeforeStays() {
    rehearsal.run(Rehearsal.ONCE);
    asked.clear();
    rehearsal.engine.failsOn = "copy";
    assertThat(codes(rehearsal.run(Rehearsal.ONCE))).containsExactly(Code.JOB_FAILED);
    assertThat(asked).containsExactly("discard files");
  }

  @Test
  void aFailureIsToldAlsoWhereCleaningUpFailsToo() {
    rehearsal.engine.failsOn = "copy";
    JobRecord job =
        meddling(
            tables ->
                new MeddledTables(tables) {
                  @Override
                  public void discard(FileSet files) {
                    throw new IllegalStateException("the catalog is gone");
                  }

                  @Override
                  public void removeIfUnpublished(TableName name, String runId) {
                    throw new IllegalStateException("the catalog is gone");
                  }
                });
    assertThat(job.diagnostics()).extracting(Diagnostic::message).containsExactly("no room");
  }

  @Test
  void aBranchThatCannotBeRemovedDoesNotChangeTheOutcome() {
    JobRecord job =
        meddling(
            tables ->
                new Answering(tables, new PublishOutcome.BranchTouched()) {
                  @Override
                  public void removeBranch(TableName name, Branch branch) {
                    throw new IllegalStateException("the catalog is gone");
                  }
                });
    assertThat(codes(job)).containsExactly(Code.BRANCH_TOUCHED);
  }

  @Test
  void rowsOutsideTheWindowStopThePass() {
    rehearsal.engine.written = new WriteCounts(9, 7, 0, 1_234, List.of("-5", "99"), 1, 2, Map.of());
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(job.diagnostics().get(0).message())
        .isEqualTo("1,234 rows of the result `events` lie outside the window");
    assertThat(job.diagnostics().get(0).notes().get(0))
        .isEqualTo("the window is [1, 11) of `at`; values outside it include -5, 99");
    assertThat(asked).containsExactly("create copy", "discard files", "remove copy");
  }

  private static OutputRecord output(JobRecord job) {
    return job.passes().get(0).outputs().get(0);
  }

  private static List<Code> codes(JobRecord job) {
    return job.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static TableName source() {
    return new TableName("icebase", List.of("retail"), "events");
  }

  /** The first attempts are answered so; later ones by the tables. */
  private JobRecord answering(PublishOutcome... answers) {
    return meddling(tables -> new Answering(tables, answers));
  }

  private JobRecord meddling(UnaryOperator<Tables> meddler) {
    return rehearsal.meddling(meddler).run(Rehearsal.ONCE);
  }

  private static class Answering extends MeddledTables {

    private final Tables tables;
    private final Deque<PublishOutcome> answers;
    private boolean isFirst = true;

    Answering(Tables tables, PublishOutcome... answers) {
      super(tables);
      this.tables = tables;
      this.answers = new ArrayDeque<>(Arrays.asList(answers));
    }

    PublishOutcome first(PublishRequest request) {
      return publishNext(request);
    }

    @Override
    public PublishOutcome publish(PublishRequest request) {
      boolean first = isFirst;
      isFirst = false;
      return first ? first(request) : publishNext(request);
    }

    private PublishOutcome publishNext(PublishRequest request) {
      return Optional.ofNullable(answers.poll()).orElseGet(() -> tables.publish(request));
    }
  }
}
