package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.publish.Expiry;
import io.flarepath.publish.ExpiryRequest;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkTag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Finds out which snapshots an expiry would take away. Iceberg itself decides that, and knows
 * nothing of marks; so those that marks name are taken out of its answer.
 */
final class Expiring {

  private Expiring() {}

  /**
   * Finds it out.
   *
   * @throws FlarepathException if Iceberg refuses, or marked snapshots would go
   */
  static Expiry of(Table table, ExpiryRequest request) {
    try {
      return expiry(table, request);
    } catch (IllegalArgumentException | ValidationException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.ACTION_REJECTED, "snapshots of " + table.name() + " cannot expire")
              .because(Optional.ofNullable(e.getMessage()).orElse("")),
          e);
    }
  }

  private static Expiry expiry(Table table, ExpiryRequest request) {
    Map<Long, List<String>> marked = JobMark.lastSnapshots(table.properties());
    tagged(((HasTableOperations) table).operations().current())
        .forEach((id, jobs) -> marked.putIfAbsent(id, jobs));
    List<Long> going = new ArrayList<>();
    Map<Long, List<String>> kept = new TreeMap<>();
    for (long id : expired(untagged(table), request)) {
      Optional.ofNullable(marked.get(id))
          .ifPresentOrElse(jobs -> kept.put(id, jobs), () -> going.add(id));
    }
    refuseMore(table, going, marked.keySet());
    return new Expiry(going, kept);
  }

  /** What is held by the tags of jobs: an earlier version moves a job's mark, and not its tag. */
  static Map<Long, List<String>> tagged(TableMetadata metadata) {
    Map<Long, List<String>> tagged = new TreeMap<>();
    metadata
        .refs()
        .forEach(
            (name, ref) ->
                MarkTag.job(name)
                    .filter(job -> ref.isTag() && JobTags.isOf(job, ref, metadata))
                    .ifPresent(
                        job ->
                            tagged
                                .computeIfAbsent(ref.snapshotId(), id -> new ArrayList<>())
                                .add(job)));
    return tagged;
  }

  /**
   * The table without the tags of marks: Iceberg refuses to expire a tagged snapshot by its id, and
   * of one that is old it does not say that it was kept. Nothing is committed to this.
   */
  private static Table untagged(Table table) {
    TableOperations real = ((HasTableOperations) table).operations();
    TableMetadata.Builder builder = TableMetadata.buildFrom(real.current());
    for (Map.Entry<String, SnapshotRef> ref : real.current().refs().entrySet()) {
      if (ref.getValue().isTag()
          && MarkTag.job(ref.getKey())
              .filter(job -> JobTags.isOf(job, ref.getValue(), real.current()))
              .isPresent()) {
        builder.removeRef(ref.getKey());
      }
    }
    TableMetadata untagged = builder.discardChanges().build();
    return new BaseTable(
        new ForwardingOperations(real) {
          @Override
          public TableMetadata current() {
            return untagged;
          }

          @Override
          public TableMetadata refresh() {
            return untagged;
          }
        },
        table.name());
  }

  private static List<Long> expired(Table table, ExpiryRequest request) {
    ExpireSnapshots expire = table.expireSnapshots();
    request.olderThan().ifPresent(time -> expire.expireOlderThan(time.toEpochMilli()));
    request.retainLast().ifPresent(expire::retainLast);
    request.snapshotIds().stream()
        .filter(id -> table.snapshot(id) != null)
        .forEach(expire::expireSnapshotId);
    return ids(expire);
  }

  /** A branch may have ages of its own, by which more would go than is named. */
  private static void refuseMore(Table table, List<Long> going, Set<Long> marked) {
    ExpireSnapshots exactly = table.expireSnapshots().expireOlderThan(0);
    going.forEach(exactly::expireSnapshotId);
    Set<Long> more = new HashSet<>(ids(exactly));
    more.retainAll(marked);
    if (!more.isEmpty()) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.ACTION_REJECTED,
                  "the snapshots of "
                      + table.name()
                      + " cannot expire without losing a job's last state")
              .because(
                  "a branch has its own snapshot retention, by which snapshot "
                      + more
                      + " would expire")
              .help("give the branch a longer snapshot retention, or remove it"));
    }
  }

  private static List<Long> ids(ExpireSnapshots expire) {
    return expire.apply().stream().map(Snapshot::snapshotId).toList();
  }
}
