package io.flarepath.run;

import io.flarepath.plan.JobPlan;

/** The port to what reads and transforms rows, and writes none. */
public interface ReadingEngine {

  /**
   * A session of its own for one job, so that the view names of two jobs do not meet.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if the job's functions cannot be made
   */
  ReadingSession open(JobPlan.Load job);
}
