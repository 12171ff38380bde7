package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.Decision;
import io.flarepath.publish.Mode;
import io.flarepath.publish.PassId;
import io.flarepath.run.RunRecord.PassRecord;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The passes of one job in one run, one after another: numbers each, does it, and keeps its record.
 *
 * @param failures how many passes of this run failed before; each has used its number
 * @param done takes what was published or delivered, also of a pass that fails later
 * @param said takes what is probably wrong where no pass is due
 * @param job takes what was measured of passes that were not due, or failed
 */
record Passes(
    PassRunner runner,
    Engine.Session session,
    String runId,
    Mode mode,
    AtomicInteger failures,
    List<PassRecord> done,
    List<Diagnostic> said,
    StageClock job) {

  /** A clock for the next pass, which starts now. */
  StageClock clock(Clock clock) {
    return new StageClock(clock, runner.meter());
  }

  /**
   * Does a pass.
   *
   * @param clock what has measured how it was decided
   */
  void take(Decision.Due due, StageClock clock) {
    PassId id = new PassId(runId, next(), mode, clock.started());
    runner.run(session, id, due, clock, Turns.AT_ONCE, done);
  }

  /**
   * Does a pass beside others, on a thread of its own.
   *
   * @param number the number of the pass
   * @param turns when it may be staged
   */
  PassRunner.Done take(
      Engine.Session lane, int number, Decision.Due due, StageClock clock, Turns turns) {
    PassId id = new PassId(runId, number, mode, clock.started());
    return runner.run(lane, id, due, clock, turns, done);
  }

  /** The number of the next pass, if no other is on its way. */
  int next() {
    return failures.get() + done.size() + 1;
  }

  /** Takes note that a pass failed, and that the next one is to try the same again. */
  void failed() {
    failures.incrementAndGet();
  }

  /** Takes note of what was measured of a pass that has no record. */
  void spent(StageClock clock) {
    job.add(clock.stages());
  }

  /** Goes on only if nobody has asked for the run's end. */
  void check() {
    runner.check();
  }

  int size() {
    return done.size();
  }
}
