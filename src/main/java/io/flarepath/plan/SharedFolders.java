package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.source.Folder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs that may write into one folder, or one within the other, at the same time. The engine keeps
 * unfinished files of all writers in one place there, and the first to finish removes it, with the
 * others' rows.
 */
final class SharedFolders {

  private SharedFolders() {}

  /**
   * Finds them.
   *
   * @param jobs in an order in which each comes after those that it depends on
   */
  static void check(List<JobPlan> jobs, Problems problems) {
    Map<String, Set<String>> predecessors = new HashMap<>();
    List<Writer> writers = new ArrayList<>();
    for (JobPlan job : jobs) {
      Set<String> all = new HashSet<>(job.dependencies());
      job.dependencies().forEach(each -> all.addAll(predecessors.getOrDefault(each, Set.of())));
      predecessors.put(job.name().value(), all);
      for (JobPlan.Load load : job.asLoad().stream().toList()) {
        for (SinkPlan sink : load.sinks()) {
          sink.target()
              .asFiles()
              .map(files -> new Writer(load, sink, Folder.of(files)))
              .ifPresent(
                  writer -> {
                    inTheWay(writer, all, writers)
                        .ifPresent(other -> problems.add(fault(writer, other)));
                    writers.add(writer);
                  });
        }
      }
    }
  }

  /** A job that writes into a folder. */
  private record Writer(JobPlan.Load job, SinkPlan sink, Folder folder) {}

  /**
   * Another that may write there at the same time.
   *
   * @param predecessors the jobs that are done before the writer's starts
   */
  private static Optional<Writer> inTheWay(
      Writer writer, Set<String> predecessors, List<Writer> others) {
    return others.stream()
        .filter(other -> !other.job().name().equals(writer.job().name()))
        .filter(other -> !predecessors.contains(other.job().name().value()))
        .filter(other -> other.folder().overlaps(writer.folder()))
        .findFirst();
  }

  private static Diagnostic fault(Writer writer, Writer other) {
    boolean isOne = writer.folder().equals(other.folder());
    return Diagnostic.error(
            Code.SHARED_FOLDER,
            "the jobs `%s` and `%s` may write to %s at the same time"
                .formatted(
                    other.job().name().value(),
                    writer.job().name().value(),
                    isOne
                        ? writer.sink().target()
                        : other.sink().target() + " and " + writer.sink().target()))
        .at(writer.sink().output().dataset().span())
        .because(
            isOne
                ? "neither depends on the other, and one could remove the other's unfinished files"
                : "neither depends on the other, and one folder contains the other: the job that"
                    + " replaces"
                    + " the outer folder removes the files in the inner one")
        .help("make one of them depend on the other, or write to separate folders");
  }
}
