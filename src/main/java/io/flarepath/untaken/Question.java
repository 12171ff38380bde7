package io.flarepath.untaken;

import io.flarepath.window.Axis;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is asked of a source.
 *
 * @param column the column by whose values it is read
 * @param first the first value that the first window takes; empty where that is not known
 * @param next the first value that no pass has taken yet; empty where that is not known
 * @param reads what was read of the source, the oldest first
 * @param mostSnapshots at most so many of the source's newest snapshots are looked at
 */
public record Question(
    String column,
    Axis axis,
    OptionalLong first,
    OptionalLong next,
    List<PublishedRead> reads,
    int mostSnapshots) {

  public Question {
    reads = List.copyOf(reads);
  }

  /** The values before the first window that no backfill has taken. */
  public Stretches beforeFirst() {
    return first.isPresent()
        ? Stretches.before(first.getAsLong()).without(taken())
        : Stretches.NONE;
  }

  /** The values that wait for a window. */
  public Stretches waiting() {
    return next.isPresent() ? Stretches.from(next.getAsLong()) : Stretches.NONE;
  }

  /** The values of all windows that were read, up to those that will be read again. */
  public Stretches taken() {
    Stretches taken = Stretches.union(reads.stream().map(PublishedRead::values).toList());
    return taken.without(waiting());
  }
}
