package io.flarepath.iceberg;

import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.RewindRequest;
import io.flarepath.state.JobMark;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/**
 * A publish backwards: main to an earlier snapshot and the job's mark and tag with it, in one
 * commit.
 */
final class Rewind {

  private Rewind() {}

  static PublishOutcome attempt(Table table, RewindRequest request) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata base;
    TableMetadata next;
    try {
      base = operations.refresh();
      Optional<PublishOutcome> against = look(base, request);
      if (against.isPresent()) {
        return against.get();
      }
      next = rewound(base, request);
    } catch (RuntimeException e) {
      // No commit was sent.
      return new PublishOutcome.Failed(e);
    }
    return Commits.send(operations, base, next)
        .orElseGet(() -> new PublishOutcome.Published(request.target().orElse(-1)));
  }

  private static Optional<PublishOutcome> look(TableMetadata base, RewindRequest request) {
    JobMark mark = JobMark.read(request.job(), base.properties());
    Snapshot main = base.currentSnapshot();
    boolean isThere =
        request.target().isPresent()
            ? main != null && main.snapshotId() == request.target().getAsLong()
            : main == null;
    if (isThere && mark.equals(request.after())) {
      return Optional.of(new PublishOutcome.Published(request.target().orElse(-1)));
    }
    if (!mark.equals(request.expected())) {
      return Optional.of(new PublishOutcome.Overtaken(mark));
    }
    JobTags.stopIfTaken(request.table(), request.job(), request.after().state(), base);
    return main == null || main.snapshotId() != request.main()
        ? Optional.of(new PublishOutcome.Moved())
        : Optional.empty();
  }

  private static TableMetadata rewound(TableMetadata base, RewindRequest request) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    if (request.target().isPresent()) {
      builder.setBranchSnapshot(request.target().getAsLong(), SnapshotRef.MAIN_BRANCH);
    } else {
      builder.removeRef(SnapshotRef.MAIN_BRANCH);
    }
    JobTags.move(builder, base, request.job(), request.after());
    return builder
        .setProperties(request.after().sealed(request.job(), String.valueOf(base.uuid())))
        .removeProperties(Publish.gone(base, request.after(), request.job()))
        .build();
  }
}
