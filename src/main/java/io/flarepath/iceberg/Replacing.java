package io.flarepath.iceberg;

import io.flarepath.plan.Write;
import java.util.Collection;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.Expressions;

/** Which of Iceberg's updates brings files into a table in the way of a write. */
record Replacing(Transaction transaction, Collection<DataFile> files)
    implements Write.Visitor<SnapshotUpdate<?>> {

  /** An append without files makes an empty snapshot. */
  @Override
  public SnapshotUpdate<?> append(Write.Append append) {
    AppendFiles update = transaction.newAppend();
    files.forEach(update::appendFile);
    return update;
  }

  @Override
  public SnapshotUpdate<?> replaceWindow(Write.ReplaceWindow window) {
    OverwriteFiles update =
        transaction
            .newOverwrite()
            .overwriteByRowFilter(
                RangeFilter.of(transaction.table(), window.column(), window.hull()));
    if (!files.isEmpty()) {
      // Iceberg finds no partition spec to validate against where there is no file.
      update.validateAddedFilesMatchOverwriteFilter();
    }
    files.forEach(update::addFile);
    return update;
  }

  @Override
  public SnapshotUpdate<?> replacePartitions(Write.ReplacePartitions partitions) {
    if (files.isEmpty()) {
      // There is no partition to replace, and Iceberg would make no snapshot.
      return transaction.newAppend();
    }
    ReplacePartitions update = transaction.newReplacePartitions();
    files.forEach(update::addFile);
    return update;
  }

  /**
   * The branch of a merge into an empty table begins with an empty snapshot; the engine does more.
   */
  @Override
  public SnapshotUpdate<?> merge(Write.Merge merge) {
    if (!files.isEmpty()) {
      throw new IllegalArgumentException("the engine commits the files of a merge by itself");
    }
    return transaction.newAppend();
  }

  @Override
  public SnapshotUpdate<?> replaceAll(Write.ReplaceAll all) {
    OverwriteFiles update =
        transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    files.forEach(update::addFile);
    return update;
  }
}
