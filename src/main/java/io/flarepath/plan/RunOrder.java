package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.workflow.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs run after which: as the workflow declares it, and as they read what others write.
 *
 * @param jobs each after those that it depends on
 * @param derived the dependencies that the workflow does not declare
 * @param feeds what each job reads that another one writes, declared or not
 */
record RunOrder(
    List<JobPlan> jobs, List<DerivedDependency> derived, List<DerivedDependency> feeds) {

  RunOrder {
    jobs = List.copyOf(jobs);
    derived = List.copyOf(derived);
    feeds = List.copyOf(feeds);
  }

  /**
   * Finds it, and reports cycles, and jobs that write to one place though neither runs before the
   * other.
   *
   * @param written the jobs of the workflow; their declared dependencies have been checked
   * @param jobs their plans
   * @param traffic what those of them read and write that read and write
   */
  static RunOrder of(
      List<Job> written, List<JobPlan> jobs, List<Traffic> traffic, Problems problems) {
    Reach order = new Reach();
    written.forEach(
        job ->
            order.addAll(
                job.name().value(), job.dependencies().stream().map(Located::value).toList()));
    if (problems.has(Code.DEPENDENCY_CYCLE) || problems.has(Code.UNKNOWN_DEPENDENCY)) {
      return new RunOrder(jobs, List.of(), List.of());
    }
    List<DerivedDependency> derived = DerivedOrder.of(traffic, order);
    DerivedCycles.check(written, derived, problems);
    derived.forEach(each -> order.add(each.job(), each.after()));
    List<JobPlan> sorted = sorted(jobs, order);
    SharedFolders.check(sorted, problems);
    if (!problems.has(Code.DEPENDENCY_CYCLE)) {
      SharedTables.check(traffic, order, problems);
    }
    return new RunOrder(sorted, derived, DerivedOrder.feeds(traffic));
  }

  private static List<JobPlan> sorted(List<JobPlan> jobs, Reach order) {
    Map<String, JobPlan> byName = new LinkedHashMap<>();
    jobs.forEach(job -> byName.put(job.name().value(), job));
    Set<String> visited = new LinkedHashSet<>();
    List<JobPlan> sorted = new ArrayList<>();
    byName.keySet().forEach(name -> visit(name, byName, order, visited, sorted));
    return sorted;
  }

  private static void visit(
      String name,
      Map<String, JobPlan> jobs,
      Reach order,
      Set<String> visited,
      List<JobPlan> sorted) {
    JobPlan job = jobs.get(name);
    if (job == null || !visited.add(name)) {
      return;
    }
    Set<String> before = order.direct(name);
    before.forEach(each -> visit(each, jobs, order, visited, sorted));
    sorted.add(job.after(List.copyOf(before)));
  }
}
