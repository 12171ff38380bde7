package io.flarepath.run;

import io.flarepath.plan.PassPlan;
import io.flarepath.state.JobMark;

/**
 * One pass on its way into one table.
 *
 * @param expected the job's mark from which the pass starts; if the table has another one, another
 *     run won
 * @param before what has to be done before the commit, once the rows are staged and judged; does it
 *     once, however often it is called
 */
record PassWork(
    Engine.Session session, PassId id, PassPlan pass, JobMark expected, Runnable before) {

  String job() {
    return pass.job().name().value();
  }
}
