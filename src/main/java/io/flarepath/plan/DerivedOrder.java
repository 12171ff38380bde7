package io.flarepath.plan;

import io.flarepath.plan.Traffic.Change;
import io.flarepath.plan.Traffic.Kind;
import io.flarepath.plan.Traffic.Read;
import io.flarepath.plan.Traffic.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Derives from what jobs read and write which of them run after others: whoever reads what another
 * one writes runs after it.
 *
 * <p>What {@code dependencies} say comes first. A job that looks after a table, only looks at rows,
 * or reads a table that it writes itself runs before the other writer if they say so; any other job
 * would then take rows from before the run, and that is a cycle.
 */
final class DerivedOrder {

  private final List<Traffic> jobs;
  private final Reach declared;
  private final Reach order = new Reach();
  private final List<DerivedDependency> found = new ArrayList<>();

  private DerivedOrder(List<Traffic> jobs, Reach declared) {
    this.jobs = jobs;
    this.declared = declared;
    jobs.forEach(job -> order.addAll(job.job(), declared.direct(job.job())));
  }

  /**
   * What is not declared already. It may have cycles, which are errors of the workflow.
   *
   * @param declared what the workflow says, without cycles
   */
  static List<DerivedDependency> of(List<Traffic> jobs, Reach declared) {
    DerivedOrder derived = new DerivedOrder(jobs, declared);
    derived.derive(false);
    derived.derive(true);
    return List.copyOf(derived.found);
  }

  /** What each job reads that another one writes, in whatever order they run. */
  static List<DerivedDependency> feeds(List<Traffic> jobs) {
    List<DerivedDependency> feeds = new ArrayList<>();
    for (Traffic reader : jobs) {
      for (Traffic writer : jobs) {
        for (Read read : reader.equals(writer) ? List.<Read>of() : reader.reads()) {
          writer.writes().stream()
              .filter(write -> read.use() == Use.ROWS && read.place().meets(write.place()))
              .forEach(write -> feeds.add(dependency(reader, writer, read, write)));
        }
      }
    }
    return feeds;
  }

  private static DerivedDependency dependency(
      Traffic reader, Traffic writer, Read read, Change write) {
    return new DerivedDependency(
        reader.job(), writer.job(), read.use().words(), write.place(), read.span(), write.span());
  }

  /**
   * @param isWeak whether to add those that are left out where they would make a cycle
   */
  private void derive(boolean isWeak) {
    for (Traffic reader : jobs) {
      for (Traffic writer : jobs) {
        boolean isKnown =
            reader.equals(writer) || order.direct(reader.job()).contains(writer.job());
        if (!isKnown && !declared.isBefore(writer.job(), reader.job())) {
          why(reader, writer, isWeak)
              .filter(any -> !isWeak || !order.isBefore(reader.job(), writer.job()))
              .ifPresent(this::add);
        }
      }
    }
  }

  private void add(DerivedDependency dependency) {
    order.add(dependency.job(), dependency.after());
    found.add(dependency);
  }

  private Optional<DerivedDependency> why(Traffic reader, Traffic writer, boolean isWeak) {
    boolean isContrary = declared.isBefore(reader.job(), writer.job());
    for (Read read : reader.reads()) {
      for (Change write : writer.writes()) {
        boolean mayYield = isWeak(reader, read, write) || reader.changes(read.place());
        if (read.place().meets(write.place())
            && isWeak(reader, read, write) == isWeak
            && !isNeedless(read, write)
            && !(isContrary && mayYield)) {
          return Optional.of(dependency(reader, writer, read, write));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isWeak(Traffic reader, Read read, Change write) {
    return !reader.isLoading() || read.use() != Use.ROWS || write.kind() == Kind.DELETE;
  }

  /** Merges of several jobs are done again until each has seen the others. */
  private static boolean isNeedless(Read read, Change write) {
    return read.use() == Use.MERGE && write.kind() == Kind.MERGE;
  }
}
