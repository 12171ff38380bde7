package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the cycles that derived dependencies make, with each other and with declared ones. */
final class DerivedCycles {

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<DerivedDependency> derived;
  private final Reach order = new Reach();

  private DerivedCycles(List<Job> jobs, List<DerivedDependency> derived) {
    this.derived = derived;
    for (Job job : jobs) {
      this.jobs.put(job.name().value(), job);
      order.addAll(job.name().value(), job.dependencies().stream().map(Located::value).toList());
    }
    derived.forEach(each -> order.add(each.job(), each.after()));
  }

  /**
   * Reports each cycle once.
   *
   * @param jobs whose declared dependencies have no cycle of their own
   */
  static void check(List<Job> jobs, List<DerivedDependency> derived, Problems problems) {
    DerivedCycles cycles = new DerivedCycles(jobs, derived);
    Set<Set<String>> known = new HashSet<>();
    for (DerivedDependency each : derived) {
      List<String> way = cycles.way(each.after(), each.job());
      if (!way.isEmpty() && known.add(Set.copyOf(way))) {
        problems.add(cycles.fault(each, way));
      }
    }
  }

  /** The shortest way from a job to one that it runs after; empty where there is none. */
  private List<String> way(String from, String to) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String job = open.remove();
      for (String next : order.direct(job)) {
        if (!next.equals(from) && cameFrom.putIfAbsent(next, job) == null) {
          open.add(next);
        }
      }
    }
    if (!cameFrom.containsKey(to)) {
      return List.of();
    }
    List<String> way = new ArrayList<>(List.of(to));
    while (!way.get(0).equals(from)) {
      way.add(0, cameFrom.getOrDefault(way.get(0), from));
    }
    return way;
  }

  private Diagnostic fault(DerivedDependency first, List<String> way) {
    List<String> loop = new ArrayList<>(List.of(first.job()));
    loop.addAll(way);
    Diagnostic fault =
        Diagnostic.error(Code.DEPENDENCY_CYCLE, "these jobs depend on each other in a cycle")
            .at(first.read())
            .because(String.join(" → ", loop));
    boolean isDerived = true;
    for (int i = 0; i + 1 < loop.size(); i++) {
      String job = loop.get(i);
      String after = loop.get(i + 1);
      Optional<DerivedDependency> why = derived(job, after);
      isDerived &= why.isPresent();
      fault =
          fault.because(
              why.map(each -> words(each, first.read().source().name()))
                  .orElseGet(() -> declared(job, after)));
    }
    return fault.help(help(isDerived, loop));
  }

  private static String words(DerivedDependency each, String file) {
    return "`%s` %s %s (%s), and `%s` writes to it (%s)"
        .formatted(
            each.job(),
            each.use(),
            each.place(),
            Lines.of(each.read(), file),
            each.after(),
            Lines.of(each.written(), file));
  }

  private String declared(String job, String after) {
    Optional<Span> place =
        Optional.ofNullable(jobs.get(job)).stream()
            .flatMap(found -> found.dependencies().stream())
            .filter(each -> each.value().equals(after))
            .map(Located::span)
            .findFirst();
    return "`%s` depends on `%s`%s"
        .formatted(job, after, place.map(span -> " (line " + span.line() + ")").orElse(""));
  }

  private Optional<DerivedDependency> derived(String job, String after) {
    return derived.stream()
        .filter(each -> each.job().equals(job) && each.after().equals(after))
        .findFirst();
  }

  private String help(boolean isDerived, List<String> loop) {
    if (!isDerived) {
      return "remove the declared dependency that is opposite to the flow of rows; if a job must read a table as it was before the run, read and write it in one job: a job's inputs are read as they were when it started";
    }
    List<DerivedDependency> steps =
        derived.stream()
            .filter(each -> loop.contains(each.job()) && loop.contains(each.after()))
            .toList();
    boolean isOnePlace = steps.stream().allMatch(each -> each.place().meets(steps.get(0).place()));
    return isOnePlace
        ? "each of these jobs reads and writes %s: use `dependencies` to say which of them runs first"
            .formatted(steps.get(0).place())
        : "do all of it in one job with several steps, or write to another table";
  }
}
