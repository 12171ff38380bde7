package io.flarepath.table;

import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a table's metadata tells beyond main's history as it still exists.
 *
 * @param named the refs that have the name of a job's tag, by their names
 * @param ancestry looks for what has expired
 */
public record Refs(Map<String, Ref> named, Ancestry ancestry) {

  /** No refs, and nothing is known of what has expired. */
  public static final Refs NONE = new Refs(Map.of(), (id, sequence) -> Kinship.UNKNOWN);

  public Refs {
    named = Collections.unmodifiableMap(new TreeMap<>(named));
  }

  /** The ref of a name. */
  public Optional<Ref> ref(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /**
   * A ref.
   *
   * @param isTag whether it is a tag, and not a branch
   * @param snapshot what it points at
   */
  public record Ref(boolean isTag, SnapshotFacts snapshot) {}

  /** Finds out how snapshots are related that main's history does not reach any more. */
  @FunctionalInterface
  public interface Ancestry {

    /**
     * Whether main descends from a snapshot. It may read earlier versions of the table's metadata:
     * ask only if main's history does not tell.
     *
     * @param sequenceNumber the snapshot's; 0 in tables of format version 1
     */
    Kinship of(long snapshotId, long sequenceNumber);
  }
}
