package io.flarepath.run;

import io.flarepath.plan.PassPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.PublishEvents;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.workflow.Retry;

/** Hears what happens while it happens. Called from several threads, one pass on one thread. */
public interface RunEvents extends PublishEvents {

  /** Hears nothing. */
  RunEvents NONE = new RunEvents() {};

  default void runStarted(String runId, RunPlan plan) {}

  default void jobStarted(String job) {}

  default void passStarted(String job, int number, PassPlan pass) {}

  default void delivering(String job, int number, String target) {}

  /** Some rows of a step, where the job asks to see them. */
  default void sampled(String job, Sample sample) {}

  /** An action on a table was done. */
  default void acted(String job, ActionRecord action) {}

  /** A job failed, and is tried again after its pause. */
  default void retries(String job, int failures, Retry rule, String why) {}

  default void passEnded(String job, PassRecord pass) {}

  default void jobEnded(JobRecord job) {}
}
