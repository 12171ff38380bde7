package io.flarepath.publish;

import io.flarepath.plan.PassPlan;
import io.flarepath.state.JobMark;

/**
 * One pass on its way into one table.
 *
 * @param expected the job's mark from which the pass starts; if the table has another one, another
 *     run won
 * @param budget what all tries together may spend
 */
record PassWork(Writes writes, PassId id, PassPlan pass, JobMark expected, Budget budget) {

  String job() {
    return pass.job().name().value();
  }
}
