package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Write;
import io.flarepath.run.Tables.StageRequest;
import io.flarepath.run.Tables.Staged;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.FileRewriteCoordinator;

/**
 * Makes one snapshot of written files on a private branch.
 *
 * <p>The engine writes the files and commits nothing: it hands them over as Iceberg's own
 * compaction does. So the snapshot is made here, in one commit, with the row counts in its summary,
 * also when there is nothing to write, and also in a table that has no snapshot yet.
 */
final class Staging {

  private Staging() {}

  static Staged stage(Table table, StageRequest request) {
    Set<DataFile> files = files(table, request.fileSet());
    try {
      Conflicts.retry(table, () -> commit(table, request, files));
    } catch (ValidationException e) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.MIXED_PARTITIONING,
                  "the files of "
                      + request.table().name()
                      + " do not line up with what is to be replaced")
              .at(request.write().output().output().dataset().span())
              .because(Optional.ofNullable(e.getMessage()).orElse(""))
              .help(
                  "rewrite them into today's partitions once, with Iceberg's procedure"
                      + " `rewrite_data_files` and the option `rewrite-all`"),
          e);
    } catch (RuntimeException e) {
      throw Catalogs.failed(request.table().name(), "the result cannot be staged", e);
    }
    FileRewriteCoordinator.get().clearRewrite(table, request.fileSet());
    return staged(table, request, files);
  }

  private static void commit(Table table, StageRequest request, Set<DataFile> files) {
    Transaction transaction = table.newTransaction();
    // On a branch that it makes itself, Iceberg would count the table's totals from zero.
    request
        .table()
        .snapshotId()
        .ifPresent(id -> transaction.manageSnapshots().createBranch(request.branch(), id).commit());
    SnapshotUpdate<?> update = update(transaction, request.write().write(), files);
    request.summary().forEach(update::set);
    update.toBranch(request.branch());
    update.commit();
    transaction
        .manageSnapshots()
        .setMaxRefAgeMs(request.branch(), request.branchAge().toMillis())
        .commit();
    transaction.commitTransaction();
  }

  /** The files that the engine wrote under this name. */
  static Set<DataFile> files(Table table, String fileSet) {
    @SuppressWarnings("unchecked") // The signature lost its type parameter in Iceberg's build.
    Set<DataFile> files = FileRewriteCoordinator.get().fetchNewFiles(table, fileSet);
    return files;
  }

  private static SnapshotUpdate<?> update(
      Transaction transaction, Write write, Set<DataFile> files) {
    if (write instanceof Write.ReplaceWindow window) {
      OverwriteFiles overwrite =
          transaction
              .newOverwrite()
              .overwriteByRowFilter(
                  RangeFilter.of(transaction.table(), window.column(), window.hull()));
      if (!files.isEmpty()) {
        // Iceberg finds no partition spec to validate against where there is no file.
        overwrite.validateAddedFilesMatchOverwriteFilter();
      }
      files.forEach(overwrite::addFile);
      return overwrite;
    }
    if (write instanceof Write.ReplaceAll) {
      OverwriteFiles overwrite =
          transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
      files.forEach(overwrite::addFile);
      return overwrite;
    }
    if (write instanceof Write.ReplacePartitions && !files.isEmpty()) {
      ReplacePartitions replace = transaction.newReplacePartitions();
      files.forEach(replace::addFile);
      return replace;
    }
    // No partition to replace, or an append: an append without files makes an empty snapshot.
    AppendFiles append = transaction.newAppend();
    files.forEach(append::appendFile);
    return append;
  }

  private static Staged staged(Table table, StageRequest request, Set<DataFile> files) {
    table.refresh();
    Snapshot head = table.snapshot(request.branch());
    Long parent = head.parentId();
    return new Staged(
        request.table().name(),
        request.branch(),
        head.snapshotId(),
        parent == null ? OptionalLong.empty() : OptionalLong.of(parent),
        head.sequenceNumber(),
        files.size(),
        files.stream().mapToLong(DataFile::recordCount).sum());
  }
}
