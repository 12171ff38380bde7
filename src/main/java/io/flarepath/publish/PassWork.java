package io.flarepath.publish;

import io.flarepath.plan.PassPlan;
import io.flarepath.state.JobMark;

/**
 * One pass on its way into one table.
 *
 * @param turn the job's mark from which the pass starts; if the table has another one, another run
 *     won
 * @param budget what all tries together may spend
 */
record PassWork(Writes writes, PassId id, PassPlan pass, Turn turn, Budget budget) {

  String job() {
    return pass.job().name().value();
  }

  /** The mark that the table has to have for a publish. Waits for a pass before this one. */
  JobMark expected() {
    return turn.mark();
  }
}
