package io.flarepath.iceberg;

import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.RewindRequest;
import io.flarepath.state.JobMark;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** A publish backwards: main to an earlier snapshot and the job's mark with it, in one commit. */
final class Rewind {

  private Rewind() {}

  static PublishOutcome attempt(Table table, RewindRequest request) {
    TableOperations operations = ((HasTableOperations) table).operations();
    try {
      TableMetadata base = operations.refresh();
      JobMark mark = JobMark.read(request.job(), base.properties());
      Snapshot main = base.currentSnapshot();
      boolean isThere =
          request.target().isPresent()
              ? main != null && main.snapshotId() == request.target().getAsLong()
              : main == null;
      if (isThere && mark.equals(request.after())) {
        return new PublishOutcome.Published(request.target().orElse(-1));
      }
      if (!mark.equals(request.expected())) {
        return new PublishOutcome.Overtaken(mark);
      }
      if (main == null || main.snapshotId() != request.main()) {
        return new PublishOutcome.Moved();
      }
      operations.commit(base, rewound(base, request));
      return new PublishOutcome.Published(request.target().orElse(-1));
    } catch (CommitFailedException | ValidationException e) {
      return new PublishOutcome.Conflict(Optional.ofNullable(e.getMessage()).orElse(""));
    } catch (RuntimeException e) {
      return new PublishOutcome.Unknown(e);
    }
  }

  private static TableMetadata rewound(TableMetadata base, RewindRequest request) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    if (request.target().isPresent()) {
      builder.setBranchSnapshot(request.target().getAsLong(), SnapshotRef.MAIN_BRANCH);
    } else {
      builder.removeRef(SnapshotRef.MAIN_BRANCH);
    }
    return builder
        .setProperties(request.after().properties(request.job()))
        .removeProperties(Publish.gone(request.expected(), request.after(), request.job()))
        .build();
  }
}
