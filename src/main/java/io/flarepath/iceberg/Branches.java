package io.flarepath.iceberg;

import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.util.Tasks;

/** Takes private branches away. */
final class Branches {

  private static final int COMMIT_RETRIES = 10;

  private Branches() {}

  /**
   * Removes a branch, if it still ends where it did. Iceberg's own way is a transaction, which
   * would give way to any other commit.
   */
  static void remove(Table table, String branch, long snapshotId) {
    TableOperations operations = ((HasTableOperations) table).operations();
    Tasks.range(1)
        .retry(COMMIT_RETRIES)
        .exponentialBackoff(50, 1_000, 30_000, 2.0)
        .onlyRetryOn(CommitFailedException.class)
        .throwFailureWhenFinished()
        .run(attempt -> removeOnce(operations, branch, snapshotId));
  }

  private static void removeOnce(TableOperations operations, String branch, long snapshotId) {
    TableMetadata base = operations.refresh();
    SnapshotRef ref = base.ref(branch);
    if (ref != null && ref.snapshotId() == snapshotId) {
      operations.commit(base, TableMetadata.buildFrom(base).removeRef(branch).build());
    }
  }
}
