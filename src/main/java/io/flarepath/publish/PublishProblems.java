package io.flarepath.publish;

import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.state.JobMark;
import io.flarepath.table.TableName;
import java.util.Optional;

/** What is said when a publish does not go through. */
public final class PublishProblems {

  private PublishProblems() {}

  static Diagnostic overtaken(PassPlan pass, OutputWrite write, JobMark now) {
    String winner = now.last().map(last -> last.runId()).orElse("(no run)");
    return Diagnostic.error(
            Code.ANOTHER_RUN_WON,
            "another run of the job `%s` published first: %s"
                .formatted(pass.job().name().value(), winner))
        .at(write.output().output().dataset().span())
        .because(
            "the state is now `%s`, but this run started from `%s`"
                .formatted(now.state(), pass.before()))
        .help("this pass published nothing; run again to continue from the new state");
  }

  /** Others kept committing until the budget was spent. */
  public static Diagnostic tooBusy(TableName table, Budget budget) {
    return Diagnostic.error(
            Code.TABLE_TOO_BUSY,
            "the table %s kept changing: %s lost to other writers".formatted(table, budget.spent()))
        .because("other writers kept committing to it; nothing was published")
        .help("run again when the table is less busy, or raise `%s`".formatted(budget.setting()));
  }

  static Diagnostic tooBusy(OutputWrite write, Budget budget) {
    return tooBusy(write.output().table(), budget).at(write.output().output().dataset().span());
  }

  /** The catalog certainly did nothing. */
  private static Diagnostic failed(TableName table, RuntimeException failure) {
    return RootCause.of(failure)
        .explain(
            Diagnostic.error(
                Code.CATALOG_FAILED,
                "the commit to %s failed: the catalog rejected it, or did not respond before it was sent"
                    .formatted(table)))
        .because("nothing was published")
        .help(
            "run again when the catalog is back, and check that this user may commit to the table");
  }

  /**
   * Why nothing was committed: what was found out before the commit was sent, or what the catalog
   * said.
   */
  public static FlarepathException failure(TableName table, RuntimeException failure) {
    return failure instanceof FlarepathException known && known.code() == Code.TAG_TAKEN
        ? known
        : new FlarepathException(failed(table, failure), failure);
  }

  static FlarepathException failure(OutputWrite write, RuntimeException failure) {
    FlarepathException found = failure(write.output().table(), failure);
    return found == failure
        ? found.at(write.output().output().dataset().span())
        : new FlarepathException(
            found.diagnostics().get(0).at(write.output().output().dataset().span()), failure);
  }

  static Diagnostic unknown(OutputWrite write, Staged staged, String job, Exception failure) {
    return Diagnostic.error(
            Code.OUTCOME_UNKNOWN,
            "it is unknown whether the commit to " + staged.table() + " happened")
        .at(write.output().output().dataset().span())
        .because("the catalog failed, and kept failing when asked for the outcome")
        .because(RootCause.of(failure).reason())
        .help(
            "when the catalog is back, check the table property `flarepath.run.%s.snapshot-id`: if it is %d, the commit happened"
                .formatted(job, staged.snapshotId()))
        .help("or run again: a run starts from the state in the table");
  }

  static Diagnostic branchTouched(OutputWrite write, Staged staged) {
    return Diagnostic.error(
            Code.BRANCH_TOUCHED,
            "another writer changed the branch `" + staged.branch() + "` of " + staged.table())
        .at(write.output().output().dataset().span())
        .because("the branch no longer contains what this run staged; nothing was published")
        .help("run again");
  }

  /** Why a pass stops when its files cannot be staged again; empty: they are written again. */
  static Optional<Diagnostic> refused(OutputWrite write, Restaged.Refused refused) {
    return refused.because(
        new Restaged.Reasons<>() {
          @Override
          public Optional<Diagnostic> writeAgain(Restaged.WriteAgain stale) {
            return Optional.empty();
          }

          @Override
          public Optional<Diagnostic> foreignRows(Restaged.ForeignRows foreign) {
            return Optional.of(PublishProblems.foreignRows(write, foreign.snapshotId()));
          }

          @Override
          public Optional<Diagnostic> rolledBack(Restaged.RolledBack lost) {
            return Optional.of(PublishProblems.rolledBack(write));
          }
        });
  }

  private static Diagnostic foreignRows(OutputWrite write, long snapshotId) {
    return Diagnostic.error(
            Code.FOREIGN_ROWS,
            "another writer added rows to what this pass should replace in "
                + write.output().table())
        .at(write.output().output().dataset().span())
        .because(
            "snapshot %d added them while the pass was running, and publishing would delete them"
                .formatted(snapshotId))
        .help(
            "if they may be deleted, run again; if not, make the two writers"
                + " write different windows, or different tables");
  }

  private static Diagnostic rolledBack(OutputWrite write) {
    return Diagnostic.error(
            Code.TABLE_ROLLED_BACK,
            "the table %s was rolled back or replaced during the run"
                .formatted(write.output().table()))
        .at(write.output().output().dataset().span())
        .because("main no longer contains the snapshot from which the pass started")
        .help("nothing was published; run again to check the state");
  }
}
