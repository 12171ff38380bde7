package io.flarepath.untaken;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of values of an axis, as half-open stretches in order, which neither overlap nor touch. The
 * least and the greatest long stand for no limit.
 */
public record Stretches(List<Stretch> parts) {

  public static final Stretches NONE = new Stretches(List.of());

  public Stretches {
    parts = List.copyOf(parts);
  }

  /** The values from {@code start} on, before {@code end}. */
  public record Stretch(long start, long end) {}

  /** All values before one. */
  public static Stretches before(long end) {
    return between(Long.MIN_VALUE, end);
  }

  /** A value and all after it. */
  public static Stretches from(long start) {
    return between(start, Long.MAX_VALUE);
  }

  public static Stretches between(long start, long end) {
    return start < end ? new Stretches(List.of(new Stretch(start, end))) : NONE;
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The values of all of these. */
  public static Stretches union(List<Stretches> many) {
    List<Stretch> all = new ArrayList<>();
    many.forEach(each -> all.addAll(each.parts));
    all.sort(Comparator.comparingLong(Stretch::start));
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : all) {
      int last = joined.size() - 1;
      if (last >= 0 && next.start() <= joined.get(last).end()) {
        long end = Math.max(joined.get(last).end(), next.end());
        joined.set(last, new Stretch(joined.get(last).start(), end));
      } else {
        joined.add(next);
      }
    }
    return new Stretches(joined);
  }

  /** The values that are not in the other. */
  public Stretches without(Stretches other) {
    List<Stretch> left = new ArrayList<>(parts);
    for (Stretch gone : other.parts) {
      List<Stretch> cut = new ArrayList<>();
      for (Stretch part : left) {
        cut.addAll(between(part.start(), Math.min(part.end(), gone.start())).parts);
        cut.addAll(between(Math.max(part.start(), gone.end()), part.end()).parts);
      }
      left = cut;
    }
    return new Stretches(left);
  }

  /** Whether all values from the lowest to the highest are in it, both included. */
  public boolean holdsAll(long lowest, long highest) {
    return parts.stream().anyMatch(part -> part.start() <= lowest && highest < part.end());
  }

  /** Whether it has values from the lowest to the highest, both included. */
  public boolean meets(long lowest, long highest) {
    return parts.stream().anyMatch(part -> part.start() <= highest && lowest < part.end());
  }
}
