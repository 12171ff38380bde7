package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.plan.Traffic.Change;
import io.flarepath.plan.Traffic.Kind;
import java.util.List;

/**
 * Jobs of one workflow that write to one table of a catalog or a database, where one of them
 * replaces rows that another one writes. Jobs that append or merge need no order: each commit that
 * loses a race is made again on what the other one wrote.
 */
final class SharedTables {

  private final List<Traffic> jobs;
  private final Reach order;
  private final Problems problems;

  private SharedTables(List<Traffic> jobs, Reach order, Problems problems) {
    this.jobs = jobs;
    this.order = order;
    this.problems = problems;
  }

  /**
   * Finds them.
   *
   * @param order which jobs have ended before others start
   */
  static void check(List<Traffic> jobs, Reach order, Problems problems) {
    SharedTables shared = new SharedTables(jobs, order, problems);
    for (int i = 0; i < jobs.size(); i++) {
      for (int j = i + 1; j < jobs.size(); j++) {
        shared.check(jobs.get(i), jobs.get(j));
      }
    }
  }

  private void check(Traffic one, Traffic other) {
    for (Change first : one.writes()) {
      for (Change second : other.writes()) {
        if (first.place().isShareable() && first.place().meets(second.place())) {
          check(new Writer(one, first), new Writer(other, second));
        }
      }
    }
  }

  private record Writer(Traffic job, Change write) {

    String name() {
      return job.job();
    }

    Kind kind() {
      return write.kind();
    }
  }

  private void check(Writer one, Writer other) {
    if (order.isBefore(one.name(), other.name())) {
      ordered(one, other);
    } else if (order.isBefore(other.name(), one.name())) {
      ordered(other, one);
    } else if (!one.kind().agreesWith(other.kind())) {
      problems.add(fault(one, other));
    }
  }

  private static Diagnostic fault(Writer one, Writer other) {
    return Diagnostic.error(
            Code.SHARED_TABLE,
            "the jobs `%s` and `%s` both write to %s, and neither runs before the other"
                .formatted(one.name(), other.name(), one.write().place()))
        .at(other.write().span())
        .because(both(one, other))
        .because("the one that finishes last may remove the other's rows")
        .help("write both jobs' rows in one job: combine the views in a step")
        .help(
            "or write to separate tables; or, if one should run first, make the other depend on it: `dependencies: [%s]`"
                .formatted(one.name()));
  }

  private static String both(Writer one, Writer other) {
    return "`%s` %s (%s), and `%s` %s"
        .formatted(
            one.name(),
            one.kind().words(),
            Lines.of(one.write().span(), other.write().span().source().name()),
            other.name(),
            other.kind().words());
  }

  /** Rows that no job has read before they are replaced were written for nothing. */
  private void ordered(Writer earlier, Writer later) {
    boolean isLost =
        later.kind() == Kind.REPLACE_ALL
            && earlier.kind() != Kind.DELETE
            && !later.job().usesRowsOf(earlier.write().place())
            && jobs.stream().noneMatch(job -> readsBetween(job, earlier, later))
            && jobs.stream().noneMatch(job -> replacesBetween(job, earlier, later));
    if (isLost) {
      problems.add(
          Diagnostic.warning(
                  Code.SHARED_TABLE,
                  "`%s` replaces all rows of %s, including those that `%s` has just written"
                      .formatted(later.name(), later.write().place(), earlier.name()))
              .at(later.write().span())
              .because(both(earlier, later))
              .because("no job reads the rows of `%s` before that".formatted(earlier.name()))
              .help("write `saveMode: append`, or write to separate tables"));
    }
  }

  /** Then its rows are not those that the later job replaces. */
  private boolean replacesBetween(Traffic job, Writer earlier, Writer later) {
    return order.isBefore(earlier.name(), job.job())
        && order.isBefore(job.job(), later.name())
        && job.writes().stream()
            .filter(write -> write.kind() == Kind.REPLACE_ALL)
            .anyMatch(write -> write.place().meets(earlier.write().place()));
  }

  private boolean readsBetween(Traffic job, Writer earlier, Writer later) {
    return job.usesRowsOf(earlier.write().place())
        && order.isBefore(earlier.name(), job.job())
        && order.isBefore(job.job(), later.name());
  }
}
