package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.publish.Budget;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.PublishProblems;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.CommitMetadata;

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
   * What a snapshot changes.
   *
   * @param added the files that were written
   * @param covered the files that go by name; others go by what the write replaces
   */
  record Exchange(Collection<DataFile> added, Collection<DataFile> covered) {

    static final Exchange NOTHING = new Exchange(List.of(), List.of());

    /** What a snapshot changed. */
    static Exchange of(Table table, Snapshot snapshot) {
      SnapshotChanges changes = SnapshotChanges.builderFor(table).snapshot(snapshot).build();
      List<DataFile> added = new ArrayList<>();
      changes.addedDataFiles().forEach(added::add);
      List<DataFile> covered = new ArrayList<>();
      changes.removedDataFiles().forEach(covered::add);
      return new Exchange(added, covered);
    }
  }

  /**
   * Stages files: on main as it is now, unless something that others did since they were written
   * prevents that.
   *
   * @param evolution the columns and partitions for which they were written, if the table gets
   *     others
   */
  static Staged stage(
      Table table,
      StageRequest request,
      Exchange exchange,
      Optional<Evolution> evolution,
      Budget budget) {
    return commit(
        table,
        new Work(
            request,
            exchange,
            now -> BranchStart.ofFiles(now, request, exchange.added()),
            Optional.empty(),
            evolution,
            budget));
  }

  /** Stages a snapshot without any file, on main as the pass found it. */
  static Staged nothing(Table table, StageRequest request, Budget budget) {
    return commit(
        table,
        new Work(
            request,
            Exchange.NOTHING,
            now -> BranchStart.found(now, request),
            Optional.empty(),
            Optional.empty(),
            budget));
  }

  /** Opens the branch, and lets the engine commit to it, with the summary on the commit. */
  static Staged merge(Table table, StageRequest request, PreparedMerge merge, Budget budget) {
    // An empty table has no snapshot to branch from: the branch begins with an empty one.
    if (main(table).isEmpty()) {
      nothing(table, request, budget);
    } else {
      open(table, request, budget);
    }
    OptionalLong start = head(table, request);
    CommitMetadata.withCommitProperties(
        request.summary(),
        () -> {
          merge.merge(request.branch());
          return start;
        },
        RuntimeException.class);
    if (head(table, request).equals(start)) {
      // A merge that changes nothing commits nothing; the state moves anyway.
      SnapshotUpdate<?> nothing = table.newAppend();
      request.summary().forEach(nothing::set);
      nothing.toBranch(request.branch());
      nothing.commit();
    }
    table.refresh();
    OptionalLong read = request.table().snapshotId();
    return staged(table, request, added(table, request), read, Optional.empty());
  }

  private static void open(Table table, StageRequest request, Budget budget) {
    Table counted = CountedOperations.table(table, budget);
    committed(request, counted, budget, () -> openOnce(counted, request));
  }

  private static BranchStart openOnce(Table table, StageRequest request) {
    Transaction transaction = table.newTransaction();
    BranchStart start = BranchStart.found(table, request);
    start
        .snapshotId()
        .ifPresent(id -> transaction.manageSnapshots().createBranch(request.branch(), id).commit());
    transaction
        .manageSnapshots()
        .setMaxRefAgeMs(request.branch(), request.branchAge().toMillis())
        .commit();
    transaction.commitTransaction();
    return start;
  }

  /** Commits as often as needed, and says it in our own words when the budget is spent. */
  private static BranchStart committed(
      StageRequest request, Table table, Budget budget, Supplier<BranchStart> commit) {
    try {
      return Conflicts.retry(table, budget, commit);
    } catch (BudgetSpent e) {
      throw new FlarepathException(PublishProblems.tooBusy(request.table().name(), budget), e);
    }
  }

  private static OptionalLong head(Table table, StageRequest request) {
    table.refresh();
    return OptionalLong.of(table.snapshot(request.branch()).snapshotId());
  }

  /** The files that a staged snapshot added. */
  static Collection<DataFile> added(Table table, Staged staged) {
    return Exchange.of(table, table.snapshot(staged.snapshotId())).added();
  }

  private static Collection<DataFile> added(Table table, StageRequest request) {
    return Exchange.of(table, table.snapshot(request.branch())).added();
  }

  /** The same files on main as it is now; see {@link Interference} for what can prevent it. */
  static Restaged restage(Table table, StageRequest request, Staged earlier, Budget budget) {
    Exchange exchange = Exchange.of(table, table.snapshot(earlier.snapshotId()));
    Interference interference = Interference.with(table, request, exchange.added());
    Optional<Restaged.Refused> against = interference.between(earlier.readId(), main(table));
    if (against.isPresent()) {
      return against.get();
    }
    Optional<TableShape> shape = earlier.shape();
    if (shape.filter(wanted -> !Evolution.isOpen(current(table), wanted)).isPresent()) {
      return new Restaged.WriteAgain();
    }
    Optional<Evolution> evolution = shape.map(wanted -> Evolution.staged(table, wanted));
    Staged staged =
        commit(
            table,
            new Work(request, exchange, BranchStart::now, Optional.of(earlier), evolution, budget));
    // Main may have moved once more: what counts is what the files were staged on.
    table.refresh();
    Optional<Restaged.Refused> late = interference.between(earlier.readId(), staged.parentId());
    if (late.isPresent()) {
      Conflicts.removeBranch(table, staged.branch(), staged.snapshotId());
      return late.get();
    }
    return new Restaged.Again(staged);
  }

  private static TableMetadata current(Table table) {
    return ((HasTableOperations) table).operations().current();
  }

  static OptionalLong main(Table table) {
    Snapshot main = table.currentSnapshot();
    return main == null ? OptionalLong.empty() : OptionalLong.of(main.snapshotId());
  }

  /**
   * What is staged, and with what budget.
   *
   * @param start where, in the table as it is just before the commit
   */
  private record Work(
      StageRequest request,
      Exchange exchange,
      Function<Table, BranchStart> start,
      Optional<Staged> earlier,
      Optional<Evolution> evolution,
      Budget budget) {}

  /** Stages in one commit. A transaction that touches branches gives way to any other commit. */
  private static Staged commit(Table table, Work work) {
    StageRequest request = work.request();
    try {
      Table counted = CountedOperations.table(table, work.budget());
      Table shown =
          work.evolution().map(shape -> EvolvedOperations.table(counted, shape)).orElse(counted);
      BranchStart start = committed(request, shown, work.budget(), () -> commitOnce(shown, work));
      Optional<TableShape> shape = work.evolution().map(found -> found.shape(current(shown)));
      table.refresh();
      return staged(table, request, work.exchange().added(), start.mainId(), shape);
    } catch (FlarepathException e) {
      throw e;
    } catch (ValidationException e) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.MIXED_PARTITIONING,
                  "the files of "
                      + request.table().name()
                      + " do not align with the rows to be replaced")
              .because(Optional.ofNullable(e.getMessage()).orElse(""))
              .help(
                  "rewrite them into the current partitions once, with Iceberg's procedure"
                      + " `rewrite_data_files` and the option `rewrite-all`"),
          e);
    } catch (RuntimeException e) {
      throw Catalogs.failed(request.table().name(), "the result cannot be staged", e);
    }
  }

  private static BranchStart commitOnce(Table table, Work work) {
    StageRequest request = work.request();
    table.refresh();
    Transaction transaction = table.newTransaction();
    // Of an earlier attempt, or of an earlier try of the job: nothing may be staged on top of it.
    if (table.refs().containsKey(request.branch())) {
      transaction.manageSnapshots().removeBranch(request.branch()).commit();
    }
    BranchStart start = work.start().apply(table);
    // On a branch that it makes itself, Iceberg would count the table's totals from zero.
    start
        .snapshotId()
        .ifPresent(id -> transaction.manageSnapshots().createBranch(request.branch(), id).commit());
    SnapshotUpdate<?> update = request.write().accept(new Replacing(transaction, work.exchange()));
    request.summary().forEach(update::set);
    work.earlier().ifPresent(old -> update.set(SOURCE_SNAPSHOT, source(table, old)));
    update.toBranch(request.branch());
    update.commit();
    transaction
        .manageSnapshots()
        .setMaxRefAgeMs(request.branch(), request.branchAge().toMillis())
        .commit();
    transaction.commitTransaction();
    return start;
  }

  /** The first staging: expiry looks for sources, and not for the sources of sources. */
  private static String source(Table table, Staged earlier) {
    return table
        .snapshot(earlier.snapshotId())
        .summary()
        .getOrDefault(SOURCE_SNAPSHOT, Long.toString(earlier.snapshotId()));
  }

  private static Staged staged(
      Table table,
      StageRequest request,
      Collection<DataFile> files,
      OptionalLong parent,
      Optional<TableShape> shape) {
    Snapshot head = table.snapshot(request.branch());
    return new Staged(
        request.table().name(),
        request.branch(),
        head.snapshotId(),
        parent,
        request.table().snapshotId(),
        head.sequenceNumber(),
        files.size(),
        files.stream().mapToLong(DataFile::fileSizeInBytes).sum(),
        files.stream().mapToLong(DataFile::recordCount).sum(),
        shape);
  }
}
