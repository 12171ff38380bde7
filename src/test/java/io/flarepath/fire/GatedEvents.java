package io.flarepath.fire;

import io.flarepath.plan.PassPlan;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;

/** What is told, with a gate at each telling that stands between two steps. */
record GatedEvents(Gate gate) implements RunEvents {

  @Override
  public void passStarted(String job, int number, PassPlan pass) {
    gate.reach(Point.PASS_STARTED);
  }

  @Override
  public void publishing(String job, int number, String table) {
    gate.reach(Point.PUBLISHING_TOLD);
  }

  @Override
  public void passEnded(String job, PassRecord pass) {
    gate.reach(Point.PASS_ENDED);
  }

  @Override
  public void jobEnded(JobRecord job) {
    gate.reach(Point.JOB_ENDED);
  }
}
