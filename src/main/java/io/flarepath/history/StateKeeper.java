package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Write;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Branch;
import io.flarepath.publish.BranchNames;
import io.flarepath.publish.Budget;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishProblems;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.RewindRequest;
import io.flarepath.publish.Settling;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.Tables;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.state.SummaryNames;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes state changes, by the same compare-and-set as a publish. Each moves main, so that a run
 * which is under way meanwhile notices.
 */
public final class StateKeeper {

  private final Tables tables;
  private final RunSettings settings;
  private final Backoff backoff;
  private final Clock clock;

  public StateKeeper(Tables tables, RunSettings settings, Backoff backoff, Clock clock) {
    this.tables = tables;
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * Makes a change.
   *
   * @param runId is in the snapshot that carries the change
   * @throws FlarepathException if it was not made, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if that is not known
   */
  public void apply(StateChange change, String runId) {
    boolean unused = change.match(set -> set(set, runId), this::undo);
  }

  private boolean undo(StateChange.Undo undo) {
    RewindRequest request = request(undo);
    return settled(() -> tables.rewind(request), Optional::empty).accept(new End(undo, () -> {}));
  }

  private boolean set(StateChange.Set change, String runId) {
    JobTable jobTable = change.jobTable();
    Staged staged =
        tables.nothing(
            new StageRequest(
                jobTable.table(),
                new Write.Append(),
                BranchNames.of(jobTable.jobName(), runId),
                settings.branchTtl(),
                summary(change, runId)),
            budget());
    PublishRequest request =
        new PublishRequest(
            staged,
            jobTable.jobName(),
            runId,
            1,
            jobTable.job().workflow(),
            jobTable.mark(),
            change.after().state(),
            Map.of());
    return settled(() -> tables.publish(request), () -> tables.find(request))
        .accept(new End(change, () -> tables.removeBranch(staged.table(), Branch.of(staged))));
  }

  private PublishOutcome settled(
      Supplier<PublishOutcome> commit, Supplier<Optional<PublishOutcome.Published>> look) {
    return new Settling(budget()).settle(commit, look, () -> {});
  }

  private Budget budget() {
    return new Budget(
        new Budget.Limits(settings.publishAttempts(), settings.publishTimeout()), backoff, clock);
  }

  /**
   * The end of a change.
   *
   * @param tidy removes what is certainly not needed any more
   */
  private record End(StateChange change, Runnable tidy) implements PublishOutcome.Visitor<Boolean> {

    @Override
    public Boolean published(PublishOutcome.Published published) {
      return true;
    }

    @Override
    public Boolean moved(PublishOutcome.Moved moved) {
      throw changed();
    }

    @Override
    public Boolean overtaken(PublishOutcome.Overtaken overtaken) {
      throw changed();
    }

    @Override
    public Boolean branchTouched(PublishOutcome.BranchTouched touched) {
      throw changed();
    }

    @Override
    public Boolean conflict(PublishOutcome.Conflict conflict) {
      throw changed();
    }

    @Override
    public Boolean failed(PublishOutcome.Failed failed) {
      tidy.run();
      throw PublishProblems.failure(change.jobTable().table().name(), failed.failure());
    }

    @Override
    public Boolean unknown(PublishOutcome.Unknown unknown) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.OUTCOME_UNKNOWN,
                  "it is unknown whether the change to %s was made"
                      .formatted(change.jobTable().table().name()))
              .because("the catalog failed, and kept failing when asked for the outcome")
              .help("when the catalog is back, check with `flarepath state show`"),
          unknown.failure());
    }

    private FlarepathException changed() {
      tidy.run();
      return new FlarepathException(
          Diagnostic.error(
                  Code.ANOTHER_RUN_WON,
                  "%s changed in the meantime, so nothing was done"
                      .formatted(change.jobTable().table().name()))
              .because("the state that was shown is out of date")
              .help("check with `flarepath state show`, and repeat the command"));
    }
  }

  private static RewindRequest request(StateChange.Undo undo) {
    JobTable jobTable = undo.jobTable();
    return new RewindRequest(
        jobTable.table().name(),
        jobTable.jobName(),
        jobTable.table().snapshotId().orElseThrow(),
        undo.target(),
        jobTable.mark(),
        undo.after());
  }

  private static Map<String, String> summary(StateChange.Set change, String runId) {
    JobTable jobTable = change.jobTable();
    JobMark mark = jobTable.mark();
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put(SummaryNames.WORKFLOW, jobTable.job().workflow());
    summary.put(SummaryNames.JOB, jobTable.jobName());
    summary.put(SummaryNames.RUN_ID, runId);
    summary.put(SummaryNames.PASS, "1");
    summary.put(SummaryNames.MODE, change.word());
    change
        .after()
        .state()
        .values()
        .forEach((name, value) -> summary.put(SummaryNames.STATE_PREFIX + name, value));
    mark.state()
        .values()
        .forEach((name, value) -> summary.put(SummaryNames.BEFORE_PREFIX + name, value));
    return summary;
  }
}
