package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.run.Tables.Staged;
import io.flarepath.state.JobMark;
import java.util.Optional;

/** What is said when a publish does not go through. */
final class PublishProblems {

  private PublishProblems() {}

  static Diagnostic overtaken(PassPlan pass, OutputWrite write, JobMark now) {
    String winner = now.last().map(last -> last.runId()).orElse("(no run)");
    return Diagnostic.error(
            Code.ANOTHER_RUN_WON,
            "another run of the job `%s` published first: %s"
                .formatted(pass.job().name().value(), winner))
        .at(write.output().output().dataset().span())
        .because(
            "the state is now `%s`, and this run started from `%s`"
                .formatted(now.state(), pass.before()))
        .help("nothing was published by this pass; run again to go on from the new state");
  }

  static Diagnostic tooBusy(OutputWrite write, int attempts) {
    return Diagnostic.error(
            Code.TABLE_TOO_BUSY,
            "the table %s changed under each of %d attempts"
                .formatted(write.output().table(), attempts))
        .at(write.output().output().dataset().span())
        .because("other writers kept committing to it; nothing was published")
        .help("run again when the table is calmer, or raise `flarepath.run.publish-attempts`");
  }

  static Diagnostic unknown(OutputWrite write, Staged staged, String job, Exception failure) {
    return Diagnostic.error(
            Code.OUTCOME_UNKNOWN,
            "nobody can tell whether the commit to " + staged.table() + " happened")
        .at(write.output().output().dataset().span())
        .because("the catalog failed, and kept failing when it was asked again")
        .because(firstLine(failure))
        .help(
            "when the catalog is back, look at the table's property `flarepath.run.%s.snapshot-id`: if it is %d, it happened"
                .formatted(job, staged.snapshotId()))
        .help("or just run again: a run starts from what the table says");
  }

  static Diagnostic branchTouched(OutputWrite write, Staged staged) {
    return Diagnostic.error(
            Code.BRANCH_TOUCHED,
            "somebody wrote to the branch `" + staged.branch() + "` of " + staged.table())
        .at(write.output().output().dataset().span())
        .because("what is staged there is not what this run wrote; nothing was published")
        .help("run again");
  }

  static Diagnostic foreignRows(OutputWrite write, long snapshotId) {
    return Diagnostic.error(
            Code.FOREIGN_ROWS,
            "somebody else wrote rows into what this pass replaces in " + write.output().table())
        .at(write.output().output().dataset().span())
        .because(
            "snapshot %d brought them while the pass was running, and publishing would delete them"
                .formatted(snapshotId))
        .help(
            "if they may go, run again: a run replaces what it finds; if not, let the two writers"
                + " write different windows, or different tables");
  }

  static Diagnostic rolledBack(OutputWrite write) {
    return Diagnostic.error(
            Code.TABLE_ROLLED_BACK,
            "the table %s was rolled back or replaced during the run"
                .formatted(write.output().table()))
        .at(write.output().output().dataset().span())
        .because("main does not contain the snapshot any more from which the pass started")
        .help("nothing was published; run again to see where the state stands now");
  }

  private static String firstLine(Exception failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    return message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
