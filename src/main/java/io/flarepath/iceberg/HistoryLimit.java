package io.flarepath.iceberg;

import io.flarepath.state.JobMark;
import io.flarepath.state.PropertyNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.jspecify.annotations.Nullable;

/**
 * Expires the oldest snapshots of a table that asks for it, as tables that Flarepath makes do, so
 * that its metadata, which each commit reads and writes, stays small. It keeps whatever somebody
 * may still need: refs, the points where branches fork off, and main's history from the newest
 * snapshot back to the last publish of each job and the snapshot before it.
 */
final class HistoryLimit {

  /** Younger snapshots stay. {@code history.expire.max-snapshot-age-ms} of the table wins. */
  static final Duration AGE_DEFAULT = Duration.ofDays(7);

  /** So many of main stay at least. {@code history.expire.min-snapshots-to-keep} wins. */
  static final int KEPT_DEFAULT = 100;

  /** For fewer snapshots, a commit and the search for files that nothing needs do not pay. */
  static final int FEWEST = 50;

  private final TableMetadata metadata;
  private final Map<String, String> properties;
  private final Set<Long> held = new HashSet<>();

  private HistoryLimit(TableMetadata metadata, Map<String, String> wanted) {
    this.metadata = metadata;
    this.properties = new HashMap<>(metadata.properties());
    this.properties.putAll(wanted);
  }

  /**
   * Expires them, with the files that only they need, in one commit.
   *
   * @param wanted properties that count more than those that the table has
   * @return how many; 0 also where the table does not ask for it, or where Iceberg would take more
   * @throws RuntimeException what the catalog throws; each snapshot is either there or gone, and
   *     files may be left that belong to none
   */
  static int apply(Table table, Map<String, String> wanted, Instant now) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    List<Long> outlived = outlived(metadata, wanted, now);
    if (outlived.isEmpty()) {
      return 0;
    }
    ExpireSnapshots expire = table.expireSnapshots().expireOlderThan(0);
    outlived.forEach(expire::expireSnapshotId);
    List<Long> going = expire.apply().stream().map(Snapshot::snapshotId).toList();
    if (!Set.copyOf(going).equals(Set.copyOf(outlived))) {
      return 0; // A branch has its own ages, by which more would go.
    }
    expire.commit();
    return going.size();
  }

  /** The snapshots that nobody needs any more; none where they are too few to be worth it. */
  static List<Long> outlived(TableMetadata metadata, Map<String, String> wanted, Instant now) {
    HistoryLimit limit = new HistoryLimit(metadata, wanted);
    long kept = limit.number(TableProperties.MIN_SNAPSHOTS_TO_KEEP, KEPT_DEFAULT);
    return limit.isAsked()
            && metadata.snapshots().size() - FEWEST >= kept
            && !limit.hasRefPastItsAge(now)
        ? limit.outlived(kept, now)
        : List.of();
  }

  private boolean isAsked() {
    boolean mayDelete =
        Boolean.parseBoolean(properties.getOrDefault(TableProperties.GC_ENABLED, "true"));
    return mayDelete && "true".equals(properties.get(PropertyNames.EXPIRE_SNAPSHOTS));
  }

  /** Any expiry would take such a ref away, and nobody has asked for that. */
  private boolean hasRefPastItsAge(Instant now) {
    long most = number(TableProperties.MAX_REF_AGE_MS, TableProperties.MAX_REF_AGE_MS_DEFAULT);
    return metadata.refs().entrySet().stream()
        .filter(ref -> !ref.getKey().equals(SnapshotRef.MAIN_BRANCH))
        .map(Map.Entry::getValue)
        .anyMatch(
            ref -> {
              Snapshot snapshot = metadata.snapshot(ref.snapshotId());
              long age = ref.maxRefAgeMs() == null ? most : ref.maxRefAgeMs();
              return snapshot == null || now.toEpochMilli() - snapshot.timestampMillis() > age;
            });
  }

  private List<Long> outlived(long kept, Instant now) {
    long age = number(TableProperties.MAX_SNAPSHOT_AGE_MS, AGE_DEFAULT.toMillis());
    List<Snapshot> main = ancestors(metadata.currentSnapshot());
    Set<Long> marked = new HashSet<>(JobMark.lastSnapshots(metadata.properties()).keySet());
    marked.addAll(Expiring.tagged(metadata).keySet());
    hold(main);
    long stays = Math.max(kept, 1);
    for (int index = 0; index < main.size(); index++) {
      if (marked.remove(main.get(index).snapshotId())) {
        stays = Math.max(stays, index + 2); // An undo goes back to the one before.
      }
    }
    if (!marked.isEmpty()) {
      return List.of(); // Whether main descends from a publish is in question.
    }
    List<Long> outlived =
        main.stream()
            .skip(stays)
            .filter(snapshot -> now.toEpochMilli() - snapshot.timestampMillis() > age)
            .map(Snapshot::snapshotId)
            .filter(id -> !held.contains(id))
            .toList();
    return outlived.size() < FEWEST ? List.of() : outlived;
  }

  /** What refs point at, and where their histories meet main's. */
  private void hold(List<Snapshot> main) {
    Set<Long> ids = new HashSet<>();
    main.forEach(snapshot -> ids.add(snapshot.snapshotId()));
    for (SnapshotRef ref : metadata.refs().values()) {
      @Nullable Snapshot at = metadata.snapshot(ref.snapshotId());
      while (at != null && !ids.contains(at.snapshotId())) {
        at = parent(at);
      }
      if (at != null) {
        held.add(at.snapshotId());
      }
    }
  }

  private List<Snapshot> ancestors(@Nullable Snapshot newest) {
    List<Snapshot> ancestors = new ArrayList<>();
    for (@Nullable Snapshot at = newest; at != null; at = parent(at)) {
      ancestors.add(at);
    }
    return ancestors;
  }

  private @Nullable Snapshot parent(Snapshot snapshot) {
    Long parent = snapshot.parentId();
    return parent == null ? null : metadata.snapshot(parent);
  }

  /** What is no number must not take anything away. */
  private long number(String property, long otherwise) {
    String text = properties.get(property);
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
