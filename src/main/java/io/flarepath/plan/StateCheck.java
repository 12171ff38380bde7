package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkSeal;
import io.flarepath.state.MarkTag;
import io.flarepath.state.Publication;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.Refs;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.Optional;

/**
 * Whether the properties of an output table can be trusted: they stay as they are when somebody
 * rolls the table back or replaces it, and then they do not belong to the data any more.
 */
public final class StateCheck {

  private StateCheck() {}

  /** What stops a run of this job on this table, if anything does. */
  public static Optional<Diagnostic> check(JobPlan.Load job, OutputPlan output, TableFacts table) {
    String name = job.name().value();
    JobMark mark = table.mark(name);
    Optional<Diagnostic> problem =
        taken(name, table)
            .or(() -> MarkCheck.check(name, table))
            .or(
                () ->
                    mark.last()
                        .map(last -> checkPublication(job, table, last))
                        .orElseGet(() -> checkFirstRun(job, table)));
    return problem.map(
        diagnostic -> apart(output, diagnostic).at(output.output().dataset().span()));
  }

  /** What is wrong with the mark itself, whether or not it belongs to the data. */
  public static Optional<Diagnostic> sound(OutputPlan output, String job, TableFacts table) {
    return MarkCheck.check(job, table).map(damage -> damage.at(output.output().dataset().span()));
  }

  private static Optional<Diagnostic> taken(String job, TableFacts table) {
    return table.tag(job).isPresent()
        ? Optional.empty()
        : table
            .refs()
            .ref(MarkTag.of(job))
            .map(ref -> StateProblems.taken(table.name(), job, ref.isTag()));
  }

  private static Optional<Diagnostic> checkPublication(
      JobPlan.Load job, TableFacts table, Publication last) {
    if (!last.workflow().equals(job.workflow())) {
      return Optional.of(ofAnother(job, table, last.workflow()));
    }
    JobMark mark = table.mark(job.name().value());
    switch (table.kinship(last)) {
      case ANCESTOR -> {}
      case STRANGER -> {
        return Optional.of(rolledBack(table, last));
      }
      case UNKNOWN -> {
        // A mark without a seal is of a version that set no tag, which goes on as it did.
        if (mark.isTagged() && table.soundness(job.name().value()) == MarkSeal.Soundness.SEALED) {
          return Optional.of(StateProblems.unknown(table, job.name().value(), last));
        }
      }
    }
    return mark.state().isEmpty()
        ? table.history().stream()
            .filter(snapshot -> snapshot.id() == last.snapshotId() && setAState(snapshot))
            .findFirst()
            .map(snapshot -> stateMissing(table, snapshot))
        : Optional.empty();
  }

  private static Diagnostic rolledBack(TableFacts table, Publication last) {
    return Diagnostic.error(
            Code.TABLE_ROLLED_BACK,
            "the table " + table.name() + " was rolled back or replaced since the last run")
        .because(
            "the job's last run "
                + last.runId()
                + " published snapshot "
                + last.snapshotId()
                + ", which is no longer on main, so its state does not match"
                + " the data")
        .help(
            "to continue from the current data: `flarepath state rewind` to one of its"
                + " snapshots, or `flarepath state set` with the keys that match it")
        .help("to load everything again: `flarepath state clear`")
        .help("to undo the rollback, make snapshot " + last.snapshotId() + " current");
  }

  private static boolean setAState(SnapshotFacts snapshot) {
    return snapshot.summary().keySet().stream()
        .anyMatch(name -> name.startsWith(SummaryNames.STATE_PREFIX));
  }

  private static Optional<Diagnostic> checkFirstRun(JobPlan.Load job, TableFacts table) {
    String name = job.name().value();
    return table.history().stream()
        .filter(snapshot -> name.equals(snapshot.summary().get(SummaryNames.JOB)))
        .findFirst()
        .or(() -> table.tag(name).map(Refs.Ref::snapshot))
        .flatMap(
            snapshot -> {
              String workflow = snapshot.summary().getOrDefault(SummaryNames.WORKFLOW, "");
              if (!workflow.equals(job.workflow())) {
                return Optional.of(ofAnother(job, table, workflow));
              }
              // A state without a run was set again, as the help advises.
              return table.mark(name).state().isEmpty()
                  ? Optional.of(stateMissing(table, snapshot))
                  : Optional.empty();
            });
  }

  private static Diagnostic stateMissing(TableFacts table, SnapshotFacts snapshot) {
    Diagnostic problem =
        Diagnostic.error(
                Code.STATE_MISSING,
                "the table " + table.name() + " contains data of this job, but not its state")
            .because(
                "snapshot "
                    + snapshot.id()
                    + " was published by run "
                    + snapshot.summary().getOrDefault(SummaryNames.RUN_ID, "?")
                    + " of this job, but the properties that it set are missing; starting over would load its windows a second time");
    return (table.history().contains(snapshot)
            ? problem.help(
                "to restore the state that was published with the data: `flarepath state rewind` to"
                    + " snapshot "
                    + snapshot.id())
            : problem.because("main does not contain that snapshot; a tag holds it"))
        .help("or set the keys with `flarepath state set`, or write to another table");
  }

  /** In the table of states, jobs of all workflows meet. */
  private static Diagnostic apart(OutputPlan output, Diagnostic problem) {
    return switch (output.content()) {
      case RESULT -> problem;
      case STATE ->
          problem.code() == Code.STATE_OF_ANOTHER
              ? problem.help(
                  "or set `flarepath.run.state-table` to a table that only this workflow uses")
              : problem;
    };
  }

  private static Diagnostic ofAnother(JobPlan.Load job, TableFacts table, String workflow) {
    return Diagnostic.error(
            Code.STATE_OF_ANOTHER,
            "the job `"
                + job.name().value()
                + "` of another workflow, `"
                + workflow
                + "`, keeps its state in "
                + table.name())
        .because(
            "a job's state is stored under the job's name, so the two jobs would overwrite each"
                + " other's state")
        .help("give this job another name, or write to another table");
  }
}
