package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Decision;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.Stages;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PassId;
import io.flarepath.publish.Publishing;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.state.JobMark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does one pass: walks its stages, and records what came of them. */
final class PassRunner {

  private final Publishing publishing;
  private final RunEvents events;
  private final EarlyEnd earlyEnd;

  PassRunner(Publishing publishing, RunEvents events, EarlyEnd earlyEnd) {
    this.publishing = publishing;
    this.events = events;
    this.earlyEnd = earlyEnd;
  }

  /**
   * What a pass did.
   *
   * @param outputs what it published
   * @param mark the job's mark that its last publish left; empty if it published nothing
   */
  record Done(List<OutputRecord> outputs, Optional<JobMark> mark) {
    Done {
      outputs = List.copyOf(outputs);
    }

    /** Whether it has published a result without rows. */
    boolean isEmpty() {
      return outputs.stream().allMatch(output -> output.counts().rowsResult() == 0);
    }
  }

  /** Counts what passes cost. */
  Meter meter() {
    return earlyEnd.engine().meter();
  }

  /** Goes on only if nobody has asked for the run's end. */
  void check() {
    earlyEnd.interruption().check();
  }

  /**
   * Does one pass. What it delivers and publishes is recorded, also when a later stage fails.
   *
   * @param clock what has measured how it was decided
   * @param turns when it may be staged
   * @param passes takes the record
   */
  Done run(
      Engine.Session session,
      PassId id,
      Decision.Due due,
      StageClock clock,
      Turns turns,
      List<PassRecord> passes) {
    PassPlan pass = due.pass();
    String job = pass.job().name().value();
    events.passStarted(job, id.number(), pass);
    PassWalk walk = new PassWalk(publishing, session, id, pass, events, clock, this::check, turns);
    boolean isDone = false;
    try {
      Stages.walk(pass, walk);
      isDone = true;
    } catch (Exception e) {
      Optional<FlarepathException> known = earlyEnd.explained(e);
      if (known.isPresent()) {
        boolean hasMoved = !walk.outputs().isEmpty() && pass.isMoving();
        throw walk.delivery().explained(known.get(), hasMoved);
      }
      throw e;
    } finally {
      if (isDone || !walk.outputs().isEmpty() || !walk.delivery().delivered().isEmpty()) {
        PassRecord record = record(id, due, walk, clock);
        passes.add(record);
        events.passEnded(job, record);
      }
    }
    return new Done(walk.outputs(), walk.mark());
  }

  private static PassRecord record(PassId id, Decision.Due due, PassWalk walk, StageClock clock) {
    Duration took = clock.took();
    return new PassRecord(
        id.number(),
        due.reason(),
        due.pass().keys(),
        due.pass().slices().stream().flatMap(slice -> slice.window().stream()).toList(),
        due.pass().slices().stream().flatMap(slice -> slice.skipped().stream()).findFirst(),
        walk.seen(),
        walk.outputs(),
        walk.delivery().delivered(),
        clock.stages(),
        took);
  }
}
