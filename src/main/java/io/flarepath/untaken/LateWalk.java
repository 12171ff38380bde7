package io.flarepath.untaken;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds late rows: walks the snapshots of a source from the newest back, and counts what each
 * brought into windows that were read before it and not again since. A snapshot that only rewrites
 * files brings nothing.
 *
 * @param snapshots the ids of the source's snapshots, the newest first
 */
public record LateWalk(Question question, List<Long> snapshots) {

  /**
   * What a snapshot brought.
   *
   * @param rows how many
   * @param at when
   * @param isRewrite whether it also removed rows with such values, which may be the same ones
   */
  public record Brought(RowCount rows, Instant at, boolean isRewrite) {}

  /**
   * Walks.
   *
   * @param brought what a snapshot brought into some values
   */
  public Late late(Look brought) {
    Map<Long, Integer> ages = new LinkedHashMap<>();
    for (int age = 0; age < snapshots.size(); age++) {
      ages.put(snapshots.get(age), age);
    }
    List<PublishedRead> known =
        question.reads().stream().filter(read -> ages.containsKey(id(read))).toList();
    int oldest = known.stream().mapToInt(read -> age(ages, read)).max().orElse(0);
    int end = Math.min(oldest, question.mostSnapshots());
    RowCount rows = RowCount.NONE;
    Optional<Instant> since = Optional.empty();
    Set<PublishedRead> certain = new LinkedHashSet<>();
    Set<PublishedRead> windows = new LinkedHashSet<>();
    boolean isRewritten = false;
    for (int age = 0; age < end; age++) {
      int now = age;
      Stretches stale = stale(known, read -> age(ages, read) > now);
      if (stale.isEmpty()) {
        continue;
      }
      Brought found = brought.into(snapshots.get(age), stale);
      if (!found.rows().isZero()) {
        rows = rows.plus(found.rows());
        since = Optional.of(found.at());
        isRewritten |= found.isRewrite();
        for (PublishedRead read : known) {
          if (age(ages, read) > now) {
            RowCount own = brought.into(snapshots.get(now), meeting(stale, read.values())).rows();
            if (!own.isZero()) {
              windows.add(read);
            }
            if (own.isCertain()) {
              certain.add(read);
            }
          }
        }
      }
    }
    boolean isWhole = known.size() == question.reads().size() && end == oldest;
    List<PublishedRead> inOrder = new ArrayList<>(question.reads());
    inOrder.retainAll(windows);
    return new Late(
        rows, since, isRewritten ? likely(inOrder, certain) : inOrder, isWhole, isRewritten);
  }

  /** Those that certainly have late rows, then the others from the newest back. */
  private static List<PublishedRead> likely(
      List<PublishedRead> inOrder, Set<PublishedRead> certain) {
    List<PublishedRead> likely = new ArrayList<>(inOrder);
    likely.retainAll(certain);
    List<PublishedRead> others = new ArrayList<>(inOrder);
    others.removeAll(certain);
    Collections.reverse(others);
    likely.addAll(others);
    return likely;
  }

  /** The port to what a snapshot brought. */
  @FunctionalInterface
  public interface Look {
    Brought into(long snapshotId, Stretches values);
  }

  /** The values that were read before a snapshot and not since. */
  private Stretches stale(List<PublishedRead> reads, Predicate<PublishedRead> isBefore) {
    List<Stretches> before = new ArrayList<>();
    List<Stretches> since = new ArrayList<>();
    for (PublishedRead read : reads) {
      (isBefore.test(read) ? before : since).add(read.values());
    }
    return Stretches.union(before).without(Stretches.union(since)).without(question.waiting());
  }

  private static Stretches meeting(Stretches some, Stretches others) {
    return some.without(some.without(others));
  }

  private static long id(PublishedRead read) {
    return read.read().snapshotId();
  }

  private static int age(Map<Long, Integer> ages, PublishedRead read) {
    return ages.getOrDefault(id(read), Integer.MAX_VALUE);
  }
}
