package io.flarepath.iceberg;

import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import java.util.Collection;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which of Iceberg's updates brings files into a table in the way of a write.
 *
 * @param covered the files that go by name, where the write replaces a window in such files
 */
record Replacing(Transaction transaction, Collection<DataFile> files, Collection<DataFile> covered)
    implements Write.Visitor<SnapshotUpdate<?>> {

  Replacing(Transaction transaction, Staging.Exchange exchange) {
    this(transaction, exchange.added(), exchange.covered());
  }

  /** An append without files makes an empty snapshot. */
  @Override
  public SnapshotUpdate<?> append(Write.Append append) {
    AppendFiles update = transaction.newAppend();
    files.forEach(update::appendFile);
    return update;
  }

  @Override
  public SnapshotUpdate<?> replaceWindow(Write.ReplaceWindow window) {
    return window.cover().match(partitions -> byPartitions(window, partitions), named -> byFile());
  }

  private SnapshotUpdate<?> byFile() {
    if (covered.isEmpty()) {
      AppendFiles update = transaction.newAppend();
      files.forEach(update::appendFile);
      return update;
    }
    OverwriteFiles update = transaction.newOverwrite();
    covered.forEach(update::deleteFile);
    files.forEach(update::addFile);
    return update;
  }

  private SnapshotUpdate<?> byPartitions(Write.ReplaceWindow window, Cover.Partitions partitions) {
    OverwriteFiles update =
        transaction
            .newOverwrite()
            .overwriteByRowFilter(
                RangeFilter.of(transaction.table(), window.column(), partitions.hull()));
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
