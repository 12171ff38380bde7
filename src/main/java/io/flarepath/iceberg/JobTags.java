package io.flarepath.iceberg;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.StateProblems;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkTag;
import io.flarepath.state.State;
import io.flarepath.table.TableName;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;

/**
 * Moves the tag of a job's mark, in the commit that sets the mark. The tag never expires by its
 * age, whatever the table's {@code history.expire.max-ref-age-ms} says.
 */
final class JobTags {

  private JobTags() {}

  /**
   * Stops a commit that would take somebody's own branch or tag away.
   *
   * @param after the state after the commit: without one there is no tag
   * @throws FlarepathException if a ref has the tag's name and the job did not set it
   */
  static void stopIfTaken(TableName table, String job, State after, TableMetadata base) {
    SnapshotRef ref = base.ref(MarkTag.of(job));
    if (!after.isEmpty() && ref != null && !isOf(job, ref, base)) {
      throw new FlarepathException(StateProblems.taken(table, job, ref.isTag()));
    }
  }

  /** Lets the tag hold what a mark names; takes it away where there is nothing to hold. */
  static void move(TableMetadata.Builder builder, TableMetadata base, String job, JobMark after) {
    String name = MarkTag.of(job);
    SnapshotRef before = base.ref(name);
    if (after.isTagged()) {
      long snapshotId = after.last().orElseThrow().snapshotId();
      builder.setRef(name, SnapshotRef.tagBuilder(snapshotId).maxRefAgeMs(Long.MAX_VALUE).build());
    } else if (before != null && isOf(job, before, base)) {
      builder.removeRef(name);
    }
  }

  /** Whether a ref of a job's tag's name was set by the job. */
  static boolean isOf(String job, SnapshotRef ref, TableMetadata base) {
    Snapshot snapshot = base.snapshot(ref.snapshotId());
    Map<String, String> summary = snapshot == null ? Map.of() : snapshot.summary();
    return MarkTag.isOf(job, ref.isTag(), summary == null ? Map.of() : summary);
  }
}
