package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.Decision;
import io.flarepath.publish.Mode;
import io.flarepath.publish.PassId;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.List;

/**
 * The passes of one job in one run, one after another: numbers each, does it, and keeps its record.
 *
 * @param failures how many passes of this run failed before; each has used its number
 * @param done takes what was published or delivered, also of a pass that fails later
 * @param said takes what is probably wrong where no pass is due
 */
record Passes(
    PassRunner runner,
    Engine.Session session,
    String runId,
    Mode mode,
    int failures,
    List<PassRecord> done,
    List<Diagnostic> said) {

  /**
   * Does a pass.
   *
   * @param clock what has measured how it was decided
   */
  void take(Decision.Due due, StageClock clock) {
    PassId id = new PassId(runId, failures + done.size() + 1, mode, clock.started());
    runner.run(session, id, due, clock, done);
  }

  /** Goes on only if nobody has asked for the run's end. */
  void check() {
    runner.check();
  }

  int size() {
    return done.size();
  }
}
