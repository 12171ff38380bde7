package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Write;
import io.flarepath.run.Backoff;
import io.flarepath.run.BranchNames;
import io.flarepath.run.Settling;
import io.flarepath.run.Tables;
import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.PublishRequest;
import io.flarepath.run.Tables.RewindRequest;
import io.flarepath.run.Tables.Staged;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.state.SummaryNames;
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

  public StateKeeper(Tables tables, RunSettings settings, Backoff backoff) {
    this.tables = tables;
    this.settings = settings;
    this.backoff = backoff;
  }

  /**
   * Makes a change.
   *
   * @param runId stands in the snapshot that carries the change
   * @throws FlarepathException if it was not made, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if nobody can tell
   */
  public void apply(StateChange change, String runId) {
    PublishOutcome outcome =
        change.match(set -> set(set, runId), undo -> settled(() -> tables.rewind(request(undo))));
    if (outcome instanceof PublishOutcome.Published) {
      return;
    }
    if (outcome instanceof PublishOutcome.Unknown unknown) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.OUTCOME_UNKNOWN,
                  "nobody can tell whether the change to %s happened"
                      .formatted(change.jobTable().table().name()))
              .because("the catalog failed, and kept failing when it was asked again")
              .help("when it is back, look with `flarepath state show`"),
          unknown.failure());
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.ANOTHER_RUN_WON,
                "%s changed meanwhile, so nothing was done"
                    .formatted(change.jobTable().table().name()))
            .because("what was shown is not what is there any more")
            .help("look again with `flarepath state show`, and repeat the command"));
  }

  private PublishOutcome set(StateChange.Set change, String runId) {
    JobTable jobTable = change.jobTable();
    Staged staged =
        tables.stage(
            new Tables.StageRequest(
                jobTable.table(),
                new Write.Append(),
                Optional.empty(),
                BranchNames.of(jobTable.jobName(), runId),
                settings.branchTtl(),
                summary(change, runId)));
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
    PublishOutcome outcome = settled(() -> tables.publish(request));
    if (!(outcome instanceof PublishOutcome.Published)
        && !(outcome instanceof PublishOutcome.Unknown)) {
      tables.discardBranch(staged);
    }
    return outcome;
  }

  private PublishOutcome settled(Supplier<PublishOutcome> commit) {
    return new Settling(settings.publishAttempts(), backoff).settle(commit, () -> {});
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
