package io.flarepath.table;

import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Snapshots from the newest back, each of which is looked at only once somebody comes to it: a
 * table may have thousands, and a pass needs those since the last publish. Iterating, streaming and
 * {@link #contains} go as far as they must; {@link #size} goes to the end. Thread-safe.
 */
public final class History extends AbstractList<SnapshotFacts> {

  private final Optional<SnapshotFacts> newest;
  private final Function<SnapshotFacts, Optional<SnapshotFacts>> parent;
  private final List<SnapshotFacts> known = new ArrayList<>();
  private boolean isWhole;

  private History(
      Optional<SnapshotFacts> newest, Function<SnapshotFacts, Optional<SnapshotFacts>> parent) {
    this.newest = newest;
    this.parent = parent;
  }

  /**
   * The history that leads to a snapshot.
   *
   * @param newest empty: there is none
   * @param parent the snapshot before one; empty where there is none, or it has expired
   */
  public static History of(
      Optional<SnapshotFacts> newest, Function<SnapshotFacts, Optional<SnapshotFacts>> parent) {
    return new History(newest, parent);
  }

  /** How many snapshots have been looked at so far. */
  public synchronized int seen() {
    return known.size();
  }

  /** Whether there is a snapshot of an index, which is looked at then. */
  private synchronized boolean reaches(int index) {
    while (known.size() <= index && !isWhole) {
      Optional<SnapshotFacts> next =
          known.isEmpty() ? newest : parent.apply(known.get(known.size() - 1));
      next.ifPresent(known::add);
      isWhole = next.isEmpty();
    }
    return index < known.size();
  }

  @Override
  public synchronized SnapshotFacts get(int index) {
    reaches(index);
    return known.get(index);
  }

  @Override
  public boolean isEmpty() {
    return !reaches(0);
  }

  @Override
  public synchronized int size() {
    reaches(Integer.MAX_VALUE - 1);
    return known.size();
  }

  @Override
  public boolean contains(Object wanted) {
    return stream().anyMatch(wanted::equals);
  }

  @Override
  public Iterator<SnapshotFacts> iterator() {
    return new Iterator<>() {
      private int index;

      @Override
      public boolean hasNext() {
        return reaches(index);
      }

      @Override
      public SnapshotFacts next() {
        if (!reaches(index)) {
          throw new NoSuchElementException();
        }
        return get(index++);
      }
    };
  }

  @Override
  public Spliterator<SnapshotFacts> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.ORDERED | Spliterator.IMMUTABLE | Spliterator.NONNULL);
  }

  @Override
  public Stream<SnapshotFacts> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
