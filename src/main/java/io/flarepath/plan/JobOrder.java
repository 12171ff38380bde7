package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts jobs into an order in which each comes after the jobs that it depends on. */
final class JobOrder {

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Problems problems;
  private final Set<String> done = new LinkedHashSet<>();
  private final List<String> path = new ArrayList<>();

  private JobOrder(List<Job> jobs, Problems problems) {
    jobs.forEach(job -> this.jobs.putIfAbsent(job.name().value(), job));
    this.problems = problems;
  }

  /** The jobs in order; an unknown dependency or a cycle is a problem, and is left out. */
  static List<Job> of(List<Job> jobs, Problems problems) {
    JobOrder order = new JobOrder(jobs, problems);
    jobs.forEach(order::visit);
    return order.done.stream().map(order.jobs::get).toList();
  }

  private void visit(Job job) {
    String name = job.name().value();
    if (done.contains(name)) {
      return;
    }
    path.add(name);
    for (Located<String> dependency : job.dependencies()) {
      follow(dependency);
    }
    path.remove(path.size() - 1);
    done.add(name);
  }

  private void follow(Located<String> dependency) {
    Job job = jobs.get(dependency.value());
    if (job == null) {
      problems.add(unknown(dependency));
    } else if (path.contains(dependency.value())) {
      problems.add(cycle(dependency));
    } else {
      visit(job);
    }
  }

  private Diagnostic unknown(Located<String> dependency) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.UNKNOWN_DEPENDENCY, "unknown job `" + dependency.value() + "`")
            .at(dependency.span())
            .because("the jobs of this workflow are " + String.join(", ", jobs.keySet()));
    return Suggestion.nearest(dependency.value(), jobs.keySet())
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElse(diagnostic);
  }

  private Diagnostic cycle(Located<String> dependency) {
    List<String> loop =
        new ArrayList<>(path.subList(path.indexOf(dependency.value()), path.size()));
    loop.add(dependency.value());
    return Diagnostic.error(Code.DEPENDENCY_CYCLE, "these jobs depend on each other in a cycle")
        .at(dependency.span())
        .because(String.join(" → ", loop))
        .help("remove one of these dependencies");
  }
}
