package io.flarepath.iceberg;

import io.flarepath.publish.StageRequest;
import java.util.Collection;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Where the branch of a staging starts.
 *
 * @param snapshotId the snapshot that the staged one follows; empty for a table that has none
 * @param mainId the snapshot that main must be for a publish; empty: main must have none
 */
record BranchStart(OptionalLong snapshotId, OptionalLong mainId) {

  /** As main is now. */
  static BranchStart now(Table table) {
    OptionalLong main = Staging.main(table);
    return new BranchStart(main, main);
  }

  /** As the pass found main; as main is now, if it had no snapshot or that one has expired. */
  static BranchStart found(Table table, StageRequest request) {
    OptionalLong read = request.table().snapshotId();
    boolean isThere = read.isPresent() && table.snapshot(read.getAsLong()) != null;
    return isThere ? new BranchStart(read, read) : now(table);
  }

  /**
   * As main is now, if nothing that others did while the files were written prevents that.
   * Otherwise as the pass found main, which main no longer is: so nothing is published before
   * {@link Staging#restage} has told what prevents it.
   */
  static BranchStart ofFiles(Table table, StageRequest request, Collection<DataFile> files) {
    OptionalLong read = request.table().snapshotId();
    OptionalLong main = Staging.main(table);
    boolean isFree =
        main.equals(read) || Interference.with(table, request, files).between(read, main).isEmpty();
    return isFree
        ? new BranchStart(main, main)
        : new BranchStart(found(table, request).snapshotId(), read);
  }
}
