package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import java.time.Clock;

/**
 * Where a window becomes a commit: write the files, stage them on a branch that nobody reads, look
 * at the rows, and publish data and state in one commit. Each step returns what the next one takes:
 * {@link WrittenOutput}, {@link StagedOutput}, {@link AuditedOutput}, {@link OutputRecord}.
 */
public final class Publishing {

  private final OutputPublish.Parts parts;
  private final RunSettings settings;
  private final Backoff backoff;
  private final Clock clock;

  /**
   * A way to publish.
   *
   * @param clock by which the budget of a publish is measured
   */
  public Publishing(
      Tables tables, PublishEvents events, RunSettings settings, Backoff backoff, Clock clock) {
    this.parts =
        new OutputPublish.Parts(
            tables,
            events,
            new Writing(tables, settings.branchTtl()),
            new Committing(tables, events));
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** The same for a pass that follows what its output has published already. */
  public WrittenOutput write(Writes writes, PassId id, PassPlan pass, OutputWrite planned) {
    String job = pass.job().name().value();
    JobMark mark = planned.table().map(table -> table.mark(job)).orElse(JobMark.NONE);
    return write(writes, id, pass, planned, Turn.after(mark));
  }

  /**
   * Computes one output of a pass, and writes its files; makes its table if it is not there.
   *
   * @param turn from which mark the pass goes on; it is waited for before anything is staged
   * @throws FlarepathException with {@link Code#ANOTHER_RUN_WON} if another run of the job has
   *     published since the pass was decided; with other codes if the rows cannot be computed or
   *     written. The table is as it was, and the caller may run again
   */
  public WrittenOutput write(
      Writes writes, PassId id, PassPlan pass, OutputWrite planned, Turn turn) {
    Budget.Limits limits = new Budget.Limits(settings.publishAttempts(), settings.publishTimeout());
    PassWork work = new PassWork(writes, id, pass, turn, new Budget(limits, backoff, clock));
    OutputPublish publish = new OutputPublish(parts, work, planned);
    return publish.orCleaned(() -> publish.write(planned));
  }
}
