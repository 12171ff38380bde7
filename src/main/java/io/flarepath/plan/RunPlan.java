package io.flarepath.plan;

import io.flarepath.workflow.Workflow;
import java.util.List;

/**
 * What a run of a workflow will do, as far as the texts alone can tell.
 *
 * @param workflow what the user wrote
 * @param jobs every job, each after the jobs that it depends on
 * @param zone the time zone of all jobs
 */
public record RunPlan(Workflow workflow, List<JobPlan> jobs, SessionZone zone) {

  public RunPlan {
    jobs = List.copyOf(jobs);
  }

  /** The jobs that load data, each after the jobs that it depends on. */
  public List<JobPlan.Load> loads() {
    return jobs.stream().flatMap(job -> job.asLoad().stream()).toList();
  }
}
