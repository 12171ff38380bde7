package io.flarepath.run;

import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.publish.Branch;
import io.flarepath.publish.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Removes the branches of runs that died, once they are past their age, and the oldest snapshots of
 * tables that ask for it.
 */
public final class Housekeeping {

  private final Tables tables;
  private final Duration branchAge;
  private final Clock clock;

  public Housekeeping(Tables tables, Duration branchAge, Clock clock) {
    this.tables = tables;
    this.branchAge = branchAge;
    this.clock = clock;
  }

  /** Looks after the output tables of a job. A branch that is younger may belong to a live run. */
  void before(JobPlan.Load job) {
    Instant now = clock.instant();
    for (OutputPlan output : job.outputs()) {
      for (Branch branch : tables.branches(output.table(), job.name().value())) {
        if (branch.isPastItsAge(branchAge, now)) {
          tables.removeBranch(output.table(), branch);
        }
      }
      Map<String, String> wanted = new HashMap<>();
      output.output().properties().forEach((name, value) -> wanted.put(name, value.value()));
      tables.expireOldest(output.table(), wanted, now);
    }
  }
}
