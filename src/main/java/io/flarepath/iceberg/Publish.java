package io.flarepath.iceberg;

import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.PublishRequest;
import io.flarepath.run.Tables.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.Publication;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * The one commit by which a window becomes visible: main := the staged snapshot, the job's mark,
 * and the branch removed, as one compare-and-set on the metadata that was looked at.
 *
 * <p>It is not an Iceberg transaction, which would re-apply itself on whatever it finds. It always
 * moves main, since REST catalogs compare refs and not properties.
 */
final class Publish {

  private Publish() {}

  /** Looks at the table as it is now, and commits only if nothing stands against it. */
  static PublishOutcome attempt(Table table, PublishRequest request) {
    TableOperations operations = ((HasTableOperations) table).operations();
    try {
      TableMetadata base = operations.refresh();
      Optional<PublishOutcome> against = look(base, request);
      if (against.isPresent()) {
        return against.get();
      }
      operations.commit(base, published(base, request));
      return new PublishOutcome.Published(request.staged().snapshotId());
    } catch (CommitFailedException | ValidationException e) {
      return new PublishOutcome.Conflict(Optional.ofNullable(e.getMessage()).orElse(""));
    } catch (RuntimeException e) {
      // Anything else does not tell whether the commit happened. Nobody may clean up now.
      return new PublishOutcome.Unknown(e);
    }
  }

  /** What stands against the commit; or that an earlier attempt did arrive. */
  private static Optional<PublishOutcome> look(TableMetadata base, PublishRequest request) {
    Staged staged = request.staged();
    JobMark mark = JobMark.read(request.job(), base.properties());
    if (mark.last().filter(last -> isMine(last, request)).isPresent()) {
      return Optional.of(new PublishOutcome.Published(staged.snapshotId()));
    }
    if (!mark.equals(request.expected())) {
      return Optional.of(new PublishOutcome.Overtaken(mark));
    }
    SnapshotRef branch = base.ref(staged.branch());
    if (branch == null || branch.snapshotId() != staged.snapshotId()) {
      return Optional.of(new PublishOutcome.BranchTouched());
    }
    Snapshot main = base.currentSnapshot();
    boolean moved =
        main == null
            ? staged.parentId().isPresent()
            : staged.parentId().isEmpty() || staged.parentId().getAsLong() != main.snapshotId();
    return moved ? Optional.of(new PublishOutcome.Moved()) : Optional.empty();
  }

  private static boolean isMine(Publication last, PublishRequest request) {
    return last.runId().equals(request.runId())
        && last.pass() == request.pass()
        && last.snapshotId() == request.staged().snapshotId();
  }

  private static TableMetadata published(TableMetadata base, PublishRequest request) {
    Staged staged = request.staged();
    Publication publication =
        new Publication(
            request.runId(),
            request.pass(),
            staged.snapshotId(),
            staged.sequenceNumber(),
            request.workflow());
    Map<String, String> properties = new HashMap<>(request.properties());
    properties.putAll(
        new JobMark(request.after(), Optional.of(publication)).properties(request.job()));
    return TableMetadata.buildFrom(base)
        .setBranchSnapshot(staged.snapshotId(), SnapshotRef.MAIN_BRANCH)
        .setProperties(properties)
        .removeRef(staged.branch())
        .build();
  }
}
