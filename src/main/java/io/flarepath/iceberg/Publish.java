package io.flarepath.iceberg;

import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.PropertyNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/**
 * The one commit by which a window becomes visible: main := the staged snapshot, the job's mark and
 * its tag, the table's new columns and partitions if there are any, and the branch removed, as one
 * compare-and-set on the metadata that was looked at.
 *
 * <p>It is not an Iceberg transaction, which would re-apply itself on whatever it finds. It always
 * moves main, since REST catalogs compare refs and not properties.
 */
final class Publish {

  private static final String FORMAT_VERSION = "format-version";

  private Publish() {}

  /** Looks at the table as it is now, and commits only if nothing prevents it. */
  static PublishOutcome attempt(Table table, PublishRequest request) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata base;
    TableMetadata next;
    try {
      base = operations.refresh();
      Optional<PublishOutcome> against = look(base, request);
      if (against.isPresent()) {
        return against.get();
      }
      next = published(base, request);
    } catch (RuntimeException e) {
      // No commit was sent.
      return new PublishOutcome.Failed(e);
    }
    return Commits.send(operations, base, next)
        .orElseGet(() -> new PublishOutcome.Published(request.staged().snapshotId()));
  }

  /** What an earlier attempt did. */
  static Optional<PublishOutcome.Published> find(Table table, PublishRequest request) {
    long snapshotId = request.staged().snapshotId();
    TableMetadata now = ((HasTableOperations) table).operations().refresh();
    return isOnMain(now, snapshotId)
        ? Optional.of(new PublishOutcome.Published(snapshotId))
        : Optional.empty();
  }

  /** What prevents the commit; or that an earlier attempt did arrive. */
  private static Optional<PublishOutcome> look(TableMetadata base, PublishRequest request) {
    Staged staged = request.staged();
    JobMark mark = JobMark.read(request.job(), base.properties());
    if (isOnMain(base, staged.snapshotId())) {
      // An earlier attempt did arrive; since then others may have gone on from it.
      return Optional.of(new PublishOutcome.Published(staged.snapshotId()));
    }
    if (!mark.equals(request.expected())) {
      return Optional.of(new PublishOutcome.Overtaken(mark));
    }
    SnapshotRef branch = base.ref(staged.branch());
    if (branch == null || branch.snapshotId() != staged.snapshotId()) {
      return Optional.of(new PublishOutcome.BranchTouched());
    }
    JobTags.stopIfTaken(request.staged().table(), request.job(), request.after(), base);
    Snapshot main = base.currentSnapshot();
    boolean moved =
        main == null
            ? staged.parentId().isPresent()
            : staged.parentId().isEmpty() || staged.parentId().getAsLong() != main.snapshotId();
    boolean reshaped = staged.shape().filter(shape -> !Evolution.isOpen(base, shape)).isPresent();
    return moved || reshaped ? Optional.of(new PublishOutcome.Moved()) : Optional.empty();
  }

  private static boolean isOnMain(TableMetadata base, long snapshotId) {
    Snapshot snapshot = base.currentSnapshot();
    while (snapshot != null && snapshot.snapshotId() != snapshotId) {
      Long parent = snapshot.parentId();
      snapshot = parent == null ? null : base.snapshot(parent);
    }
    return snapshot != null;
  }

  private static TableMetadata published(TableMetadata base, PublishRequest request) {
    Staged staged = request.staged();
    Map<String, String> properties = new HashMap<>(request.properties());
    Optional<String> version = Optional.ofNullable(properties.remove(FORMAT_VERSION));
    properties
        .entrySet()
        .removeIf(each -> each.getValue().equals(base.properties().get(each.getKey())));
    JobMark after = request.mark();
    properties.putAll(after.sealed(request.job(), String.valueOf(base.uuid())));
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    // It is no property but a form of the metadata, and there is no way back from a higher one.
    version
        .map(Integer::parseInt)
        .filter(wanted -> wanted > base.formatVersion())
        .ifPresent(builder::upgradeFormatVersion);
    staged
        .shape()
        .ifPresent(
            shape ->
                builder.setCurrentSchema(shape.schema()).setDefaultPartitionSpec(shape.spec()));
    builder.setBranchSnapshot(staged.snapshotId(), SnapshotRef.MAIN_BRANCH);
    JobTags.move(builder, base, request.job(), after);
    return builder
        .setProperties(properties)
        .removeProperties(gone(base, after, request.job()))
        .removeProperties(version.isPresent() ? staleVersions(base) : Set.of())
        .removeRef(staged.branch())
        .build();
  }

  /** Properties that earlier releases stored, without effect, where a workflow gave a version. */
  private static Set<String> staleVersions(TableMetadata base) {
    return base.properties().keySet().stream()
        .filter(name -> name.strip().equalsIgnoreCase(FORMAT_VERSION))
        .collect(Collectors.toSet());
  }

  /** The properties of the old mark, or of what is left of it, that the new one does not have. */
  static Set<String> gone(TableMetadata base, JobMark after, String job) {
    Set<String> names = PropertyNames.ofJob(job, base.properties().keySet());
    names.removeAll(after.sealed(job, "").keySet());
    return names;
  }
}
