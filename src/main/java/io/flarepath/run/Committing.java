package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.PublishRequest;
import io.flarepath.run.Tables.Staged;

/** Makes what is staged current, together with the job's mark, in one commit. */
final class Committing {

  private final Tables tables;
  private final RunEvents events;
  private final int attempts;
  private final Backoff backoff;

  Committing(Tables tables, RunEvents events, int attempts, Backoff backoff) {
    this.tables = tables;
    this.events = events;
    this.attempts = attempts;
    this.backoff = backoff;
  }

  /**
   * Publishes what is staged. A clean conflict and an unknown outcome are tried again, on what the
   * table is then: if the first attempt did arrive, its run id is found, and if it did not, then
   * the next one can only succeed where the first can no more.
   *
   * @return {@link PublishOutcome.Published} or {@link PublishOutcome.Moved}
   * @throws FlarepathException if another run won, somebody wrote to the branch, or nobody can tell
   *     what happened
   */
  PublishOutcome publish(PassWork work, OutputWrite write, WriteCounts counts, Staged staged) {
    PublishRequest request = request(work, write, counts, staged);
    PublishOutcome outcome =
        new Settling(attempts, backoff)
            .settle(
                () -> tables.publish(request),
                () ->
                    events.triesAgain(
                        request.job(), staged.table().toString(), "the commit did not go through"));
    if (outcome instanceof PublishOutcome.Unknown unknown) {
      throw new FlarepathException(
          PublishProblems.unknown(write, staged, request.job(), unknown.failure()),
          unknown.failure());
    }
    if (outcome instanceof PublishOutcome.Overtaken overtaken) {
      tables.discardBranch(staged);
      throw new FlarepathException(PublishProblems.overtaken(work.pass(), write, overtaken.now()));
    }
    if (outcome instanceof PublishOutcome.BranchTouched) {
      throw new FlarepathException(PublishProblems.branchTouched(write, staged));
    }
    return outcome instanceof PublishOutcome.Conflict ? new PublishOutcome.Moved() : outcome;
  }

  private static PublishRequest request(
      PassWork work, OutputWrite write, WriteCounts counts, Staged staged) {
    return new PublishRequest(
        staged,
        work.job(),
        work.id().runId(),
        work.id().number(),
        work.pass().job().workflow(),
        work.expected(),
        work.id().mode() == RunOptions.Mode.BACKFILL
            ? work.expected().state()
            : work.pass().after(counts),
        write.output().properties());
  }
}
