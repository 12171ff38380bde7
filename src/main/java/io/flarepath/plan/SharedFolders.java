package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jobs that may write into one folder at the same time. The engine keeps unfinished files of all
 * writers in one place there, and whoever is done first removes it, with the others' rows.
 */
final class SharedFolders {

  private SharedFolders() {}

  /**
   * Finds them.
   *
   * @param jobs in an order in which each comes after those that it depends on
   */
  static void check(List<JobPlan> jobs, Problems problems) {
    Map<String, Set<String>> before = new HashMap<>();
    Map<String, JobPlan.Load> writers = new HashMap<>();
    for (JobPlan job : jobs) {
      Set<String> all = new HashSet<>(job.dependencies());
      job.dependencies().forEach(each -> all.addAll(before.getOrDefault(each, Set.of())));
      before.put(job.name().value(), all);
      if (job instanceof JobPlan.Load load) {
        for (SinkPlan sink : load.sinks()) {
          if (sink.target() instanceof DataSource.Files files) {
            JobPlan.Load other = writers.put(files.path(), load);
            if (other != null
                && !other.name().equals(load.name())
                && !all.contains(other.name().value())) {
              problems.add(fault(sink, load, other));
            }
          }
        }
      }
    }
  }

  private static Diagnostic fault(SinkPlan sink, JobPlan.Load job, JobPlan.Load other) {
    return Diagnostic.error(
            Code.SHARED_FOLDER,
            "the jobs `%s` and `%s` may write to %s at the same time"
                .formatted(other.name().value(), job.name().value(), sink.target()))
        .at(sink.output().dataset().span())
        .because("neither depends on the other, and one would remove the other's unfinished files")
        .help("let one of them depend on the other, or write to two folders");
  }
}
