package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Write;
import io.flarepath.run.Tables.Restaged;
import io.flarepath.run.Tables.Shape;
import io.flarepath.run.Tables.StageRequest;
import io.flarepath.run.Tables.Staged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.FileRewriteCoordinator;

/**
 * Makes one snapshot of written files on a private branch.
 *
 * <p>The engine writes the files and commits nothing: it hands them over as Iceberg's own
 * compaction does. So the snapshot is made here, in one commit, with the row counts in its summary,
 * also when there is nothing to write, and also in a table that has no snapshot yet.
 */
final class Staging {

  /** Tells Iceberg's expiry that the files of a dropped snapshot live on in this one. */
  private static final String SOURCE_SNAPSHOT = "source-snapshot-id";

  private Staging() {}

  /**
   * Stages what the engine wrote.
   *
   * @param evolution the columns and partitions for which it was written, if the table gets others
   */
  static Staged stage(Table table, StageRequest request, Optional<Evolution> evolution) {
    Collection<DataFile> files =
        request.fileSet().<Collection<DataFile>>map(set -> files(table, set)).orElse(List.of());
    Staged staged = commit(table, request, files, Optional.empty(), evolution);
    request.fileSet().ifPresent(set -> FileRewriteCoordinator.get().clearRewrite(table, set));
    return staged;
  }

  /** Opens the branch, and lets somebody else commit to it, with the summary on the commit. */
  static Staged stageWritten(Table table, StageRequest request, Runnable write) {
    // An empty table has no snapshot to branch from: the branch begins with an empty one.
    if (main(table).isEmpty()) {
      commit(table, request, List.of(), Optional.empty(), Optional.empty());
    } else {
      open(table, request);
    }
    OptionalLong start = head(table, request);
    CommitMetadata.withCommitProperties(
        request.summary(),
        () -> {
          write.run();
          return start;
        },
        RuntimeException.class);
    if (head(table, request).equals(start)) {
      // A merge that changes nothing commits nothing; the state moves all the same.
      SnapshotUpdate<?> nothing = table.newAppend();
      request.summary().forEach(nothing::set);
      nothing.toBranch(request.branch());
      nothing.commit();
    }
    table.refresh();
    Staged staged = staged(table, request, added(table, request), Optional.empty());
    return staged.on(request.table().snapshotId());
  }

  private static void open(Table table, StageRequest request) {
    Conflicts.retry(
        table,
        () -> {
          Transaction transaction = table.newTransaction();
          start(table, request, Optional.empty())
              .ifPresent(
                  id -> transaction.manageSnapshots().createBranch(request.branch(), id).commit());
          transaction
              .manageSnapshots()
              .setMaxRefAgeMs(request.branch(), request.branchAge().toMillis())
              .commit();
          transaction.commitTransaction();
        });
  }

  private static OptionalLong head(Table table, StageRequest request) {
    table.refresh();
    return OptionalLong.of(table.snapshot(request.branch()).snapshotId());
  }

  private static List<DataFile> added(Table table, StageRequest request) {
    List<DataFile> files = new ArrayList<>();
    SnapshotChanges.builderFor(table)
        .snapshot(table.snapshot(request.branch()))
        .build()
        .addedDataFiles()
        .forEach(files::add);
    return files;
  }

  /** The same files on main as it is now; see {@link Interference} for what stands against it. */
  static Restaged restage(Table table, StageRequest request, Staged earlier) {
    List<DataFile> files = new ArrayList<>();
    SnapshotChanges.builderFor(table)
        .snapshot(table.snapshot(earlier.snapshotId()))
        .build()
        .addedDataFiles()
        .forEach(files::add);
    Interference interference = new Interference(table, request.write(), files);
    Optional<Restaged> against = against(interference.between(earlier.parentId(), main(table)));
    if (against.isPresent()) {
      return against.get();
    }
    Optional<Shape> shape = earlier.shape();
    if (shape.filter(wanted -> !Evolution.isOpen(current(table), wanted)).isPresent()) {
      return new Restaged.WriteAgain();
    }
    Optional<Evolution> evolution = shape.map(wanted -> Evolution.staged(table, wanted));
    Staged staged = commit(table, request, files, Optional.of(earlier), evolution);
    // Main may have moved once more: what counts is what the files were staged on.
    Optional<Restaged> late = against(interference.between(earlier.parentId(), staged.parentId()));
    if (late.isPresent()) {
      Conflicts.retry(table, () -> table.manageSnapshots().removeBranch(staged.branch()).commit());
    }
    return late.orElseGet(() -> new Restaged.Again(staged));
  }

  private static Optional<Restaged> against(Interference.Verdict verdict) {
    if (verdict instanceof Interference.Verdict.ForeignRows foreign) {
      return Optional.of(new Restaged.ForeignRows(foreign.snapshotId()));
    }
    if (verdict instanceof Interference.Verdict.Stale) {
      return Optional.of(new Restaged.WriteAgain());
    }
    return verdict instanceof Interference.Verdict.Lost
        ? Optional.of(new Restaged.RolledBack())
        : Optional.empty();
  }

  private static TableMetadata current(Table table) {
    return ((HasTableOperations) table).operations().current();
  }

  /** The files that the engine wrote under this name. */
  static Set<DataFile> files(Table table, String fileSet) {
    @SuppressWarnings("unchecked") // The signature lost its type parameter in Iceberg's build.
    Set<DataFile> files = FileRewriteCoordinator.get().fetchNewFiles(table, fileSet);
    return files;
  }

  static OptionalLong main(Table table) {
    Snapshot main = table.currentSnapshot();
    return main == null ? OptionalLong.empty() : OptionalLong.of(main.snapshotId());
  }

  /** Stages in one commit. A transaction that touches branches gives way to any other commit. */
  private static Staged commit(
      Table table,
      StageRequest request,
      Collection<DataFile> files,
      Optional<Staged> earlier,
      Optional<Evolution> evolution) {
    try {
      Table shown = evolution.map(shape -> EvolvedOperations.table(table, shape)).orElse(table);
      Conflicts.retry(shown, () -> commitOnce(shown, request, files, earlier));
      Optional<Shape> shape = evolution.map(found -> found.shape(current(shown)));
      return staged(table, request, files, shape);
    } catch (FlarepathException e) {
      throw e;
    } catch (ValidationException e) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.MIXED_PARTITIONING,
                  "the files of "
                      + request.table().name()
                      + " do not line up with what is to be replaced")
              .because(Optional.ofNullable(e.getMessage()).orElse(""))
              .help(
                  "rewrite them into today's partitions once, with Iceberg's procedure"
                      + " `rewrite_data_files` and the option `rewrite-all`"),
          e);
    } catch (RuntimeException e) {
      throw Catalogs.failed(request.table().name(), "the result cannot be staged", e);
    }
  }

  private static void commitOnce(
      Table table, StageRequest request, Collection<DataFile> files, Optional<Staged> earlier) {
    table.refresh();
    Transaction transaction = table.newTransaction();
    // Of an earlier attempt, or of an earlier try of the job: nothing may be staged on top of it.
    if (table.refs().containsKey(request.branch())) {
      transaction.manageSnapshots().removeBranch(request.branch()).commit();
    }
    // On a branch that it makes itself, Iceberg would count the table's totals from zero.
    start(table, request, earlier)
        .ifPresent(id -> transaction.manageSnapshots().createBranch(request.branch(), id).commit());
    SnapshotUpdate<?> update = update(transaction, request.write(), files);
    request.summary().forEach(update::set);
    earlier.ifPresent(old -> update.set(SOURCE_SNAPSHOT, source(table, old)));
    update.toBranch(request.branch());
    update.commit();
    transaction
        .manageSnapshots()
        .setMaxRefAgeMs(request.branch(), request.branchAge().toMillis())
        .commit();
    transaction.commitTransaction();
  }

  /** The first staging: expiry looks for sources, and not for the sources of sources. */
  private static String source(Table table, Staged earlier) {
    return table
        .snapshot(earlier.snapshotId())
        .summary()
        .getOrDefault(SOURCE_SNAPSHOT, Long.toString(earlier.snapshotId()));
  }

  /** The snapshot that the staged one follows: as the pass found main, or as main is now. */
  private static OptionalLong start(Table table, StageRequest request, Optional<Staged> earlier) {
    OptionalLong read = request.table().snapshotId();
    boolean isThere = read.isPresent() && table.snapshot(read.getAsLong()) != null;
    return earlier.isEmpty() && isThere ? read : main(table);
  }

  private static SnapshotUpdate<?> update(
      Transaction transaction, Write write, Collection<DataFile> files) {
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

  private static Staged staged(
      Table table, StageRequest request, Collection<DataFile> files, Optional<Shape> shape) {
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
        files.stream().mapToLong(DataFile::recordCount).sum(),
        shape);
  }
}
