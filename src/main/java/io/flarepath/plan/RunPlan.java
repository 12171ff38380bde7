package io.flarepath.plan;

import io.flarepath.workflow.Workflow;
import java.util.List;

/**
 * What a run of a workflow will do, as far as the texts alone can tell.
 *
 * @param workflow what the user wrote
 * @param jobs every job, each after the jobs that it depends on
 * @param derived which jobs run after others though the workflow does not declare it
 * @param feeds what each job reads that another one writes, declared or not
 * @param zone the time zone of all jobs
 */
public record RunPlan(
    Workflow workflow,
    List<JobPlan> jobs,
    List<DerivedDependency> derived,
    List<DerivedDependency> feeds,
    SessionZone zone) {

  public RunPlan {
    jobs = List.copyOf(jobs);
    derived = List.copyOf(derived);
    feeds = List.copyOf(feeds);
  }

  /** Why a job runs after others though the workflow does not declare it. */
  public List<DerivedDependency> derived(String job) {
    return derived.stream().filter(each -> each.job().equals(job)).toList();
  }

  /** The jobs that load data, each after the jobs that it depends on. */
  public List<JobPlan.Load> loads() {
    return jobs.stream().flatMap(job -> job.asLoad().stream()).toList();
  }
}
