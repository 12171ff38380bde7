package io.flarepath.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which jobs have ended before others start. Grows by one dependency at a time. */
final class Reach {

  private final Map<String, Set<String>> direct = new HashMap<>();

  /** Adds a dependency of a job on another one. */
  void add(String job, String after) {
    direct.computeIfAbsent(job, any -> new LinkedHashSet<>()).add(after);
  }

  void addAll(String job, Collection<String> after) {
    after.forEach(each -> add(job, each));
  }

  /** What a job depends on itself, in the order in which it was added. */
  Set<String> direct(String job) {
    return direct.getOrDefault(job, Set.of());
  }

  /** Whether a job has ended before another one starts. */
  boolean isBefore(String earlier, String later) {
    return before(later, new HashSet<>()).contains(earlier);
  }

  private Set<String> before(String job, Set<String> seen) {
    for (String each : direct(job)) {
      if (seen.add(each)) {
        before(each, seen);
      }
    }
    return seen;
  }
}
