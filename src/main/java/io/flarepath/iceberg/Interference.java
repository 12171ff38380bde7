package io.flarepath.iceberg;

import io.flarepath.plan.Write;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.table.Kinship;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.expressions.Projections;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PartitionSet;

/**
 * What others did to a table between the snapshot from which a pass started and main as it is now,
 * as far as it matters to what the pass replaces.
 *
 * <p>Compaction rewrites files and changes no row: it matters only to a write that removes files by
 * name. Foreign rows inside what is replaced would be lost. Changes in the files of which the
 * staged ones keep rows make those stale.
 */
final class Interference {

  private final Table table;
  private final Write write;
  private final Collection<DataFile> staged;
  private final long startSequence;

  /**
   * What others did.
   *
   * @param startSequence the sequence number of the snapshot from which the pass started; 0 if
   *     there was none, and in tables of format version 1
   */
  Interference(Table table, Write write, Collection<DataFile> staged, long startSequence) {
    this.table = table;
    this.write = write;
    this.staged = staged;
    this.startSequence = startSequence;
  }

  /**
   * What others did since the table that a request names was read.
   *
   * @param files the files that were written for that table
   */
  static Interference with(Table table, StageRequest request, Collection<DataFile> files) {
    List<SnapshotFacts> read = request.table().history();
    long start = read.isEmpty() ? 0 : read.get(0).sequenceNumber();
    return new Interference(table, request.write(), files, start);
  }

  /**
   * Looks at every snapshot from {@code end} back to before {@code start}.
   *
   * @param start the snapshot that the pass read; empty: the table had none
   * @param end the snapshot that the files are to follow; empty: the table has none
   * @return what prevents staging the files there; empty if nothing does
   */
  Optional<Restaged.Refused> between(OptionalLong start, OptionalLong end) {
    boolean stale = false;
    OptionalLong at = end;
    while (!at.equals(start)) {
      Snapshot foreign = at.isPresent() ? table.snapshot(at.getAsLong()) : null;
      if (foreign == null) {
        return beyond(start, end);
      }
      SnapshotChanges changes = SnapshotChanges.builderFor(table).snapshot(foreign).build();
      if (DataOperations.REPLACE.equals(foreign.operation())) {
        // No row changed; but files that are to go by name may have gone already.
        stale |= goesByFile() && touches(changes.removedDataFiles(), write.accept(new Covered()));
      } else {
        if (touches(changes.addedDataFiles(), write.accept(new Replaced()))) {
          return Optional.of(new Restaged.ForeignRows(foreign.snapshotId()));
        }
        stale |= isStale(changes);
      }
      Long parent = foreign.parentId();
      at = parent == null ? OptionalLong.empty() : OptionalLong.of(parent);
    }
    return stale ? Optional.of(new Restaged.WriteAgain()) : Optional.empty();
  }

  /**
   * Where snapshots in between have expired: what they did is not known any more, but their rows
   * are there. If none of these is inside what is replaced, the files can be written again.
   */
  private Optional<Restaged.Refused> beyond(OptionalLong start, OptionalLong end) {
    TableMetadata now = ((HasTableOperations) table).operations().current();
    boolean isCut =
        start.isEmpty()
            || Descent.of(now, table.io(), start.getAsLong(), startSequence) == Kinship.ANCESTOR;
    if (!isCut || end.isEmpty()) {
      return Optional.of(new Restaged.RolledBack());
    }
    Optional<Expression> replaced = write.accept(new Replaced());
    if (replaced.isEmpty()) {
      return Optional.empty();
    }
    Optional<DataFile> foreign = added(end.getAsLong(), replaced.get());
    return Optional.of(
        foreign.isPresent()
            ? new Restaged.ForeignRows(writer(foreign.get(), end.getAsLong()))
            : new Restaged.WriteAgain());
  }

  /**
   * A file with rows that may have come since the start. Compaction gives its files the sequence
   * number of the rows that it read; tables of version 1 have none, so that any file may be new.
   */
  private Optional<DataFile> added(long end, Expression rows) {
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(end).filter(rows).planFiles()) {
      for (FileScanTask task : files) {
        Long sequence = task.file().dataSequenceNumber();
        boolean isOld = startSequence > 0 && sequence != null && sequence <= startSequence;
        if (!isOld && mayShareAPartition(task.file())) {
          return Optional.of(task.file());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long writer(DataFile file, long end) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(each -> Objects.equals(each.sequenceNumber(), file.fileSequenceNumber()))
        .mapToLong(Snapshot::snapshotId)
        .findFirst()
        .orElse(end);
  }

  private boolean goesByFile() {
    return write
        .replacedWindow()
        .map(window -> window.cover().match(partitions -> false, files -> true))
        .orElse(false);
  }

  private boolean isStale(SnapshotChanges changes) {
    Optional<Expression> covered = write.accept(new Covered());
    // Only a replaced window keeps rows of the table.
    boolean addedAtTheEdges =
        write.replacedWindow().isPresent() && touches(changes.addedDataFiles(), covered);
    return covered.isPresent()
        && (addedAtTheEdges
            || touches(changes.removedDataFiles(), covered)
            || changes.addedDeleteFiles().iterator().hasNext());
  }

  private boolean touches(Iterable<DataFile> files, Optional<Expression> rows) {
    if (rows.isEmpty()) {
      return false;
    }
    InclusiveMetricsEvaluator evaluator = new InclusiveMetricsEvaluator(table.schema(), rows.get());
    return StreamSupport.stream(files.spliterator(), false)
        .anyMatch(
            file ->
                evaluator.eval(file)
                    && mayHave(file.specId(), file.partition(), rows.get())
                    && mayShareAPartition(file));
  }

  /** By its partition: of a file that was removed, Iceberg does not keep the columns' bounds. */
  private boolean mayHave(int specId, StructLike partition, Expression rows) {
    PartitionSpec spec = Objects.requireNonNull(table.specs().get(specId), "the file's spec");
    Expression projected = Projections.inclusive(spec).project(rows);
    return new Evaluator(spec.partitionType(), projected).eval(partition);
  }

  /** A dynamic overwrite replaces only the partitions that it has rows for. */
  private boolean mayShareAPartition(DataFile file) {
    if (!write.accept(new ByPartition())) {
      return true;
    }
    PartitionSet partitions = PartitionSet.create(table.specs());
    for (ContentFile<?> mine : staged) {
      if (mine.specId() != file.specId()) {
        return true;
      }
      partitions.add(mine.specId(), mine.partition());
    }
    return partitions.contains(file.specId(), file.partition());
  }

  /** The rows that the write replaces; empty for an append, which replaces none. */
  private final class Replaced extends Rows {
    @Override
    public Optional<Expression> replaceWindow(Write.ReplaceWindow window) {
      return Optional.of(RangeFilter.of(table, window.column(), window.window()));
    }
  }

  /** The rows that go with the files that the write replaces, of which it keeps some. */
  private final class Covered extends Rows {
    @Override
    public Optional<Expression> replaceWindow(Write.ReplaceWindow window) {
      return Optional.of(
          window
              .cover()
              .match(
                  partitions -> RangeFilter.of(table, window.column(), partitions.hull()),
                  files -> RangeFilter.of(table, window.column(), window.window())));
    }
  }

  private abstract static class Rows implements Write.Visitor<Optional<Expression>> {
    @Override
    public Optional<Expression> append(Write.Append append) {
      return Optional.empty();
    }

    @Override
    public Optional<Expression> replacePartitions(Write.ReplacePartitions partitions) {
      return Optional.of(Expressions.alwaysTrue());
    }

    @Override
    public Optional<Expression> merge(Write.Merge merge) {
      return Optional.of(Expressions.alwaysTrue());
    }

    @Override
    public Optional<Expression> replaceAll(Write.ReplaceAll all) {
      return Optional.of(Expressions.alwaysTrue());
    }
  }

  /** Whether the write replaces only the partitions that it has rows for. */
  private static final class ByPartition implements Write.Visitor<Boolean> {
    @Override
    public Boolean append(Write.Append append) {
      return false;
    }

    @Override
    public Boolean replaceWindow(Write.ReplaceWindow window) {
      return false;
    }

    @Override
    public Boolean replacePartitions(Write.ReplacePartitions partitions) {
      return true;
    }

    @Override
    public Boolean merge(Write.Merge merge) {
      return false;
    }

    @Override
    public Boolean replaceAll(Write.ReplaceAll all) {
      return false;
    }
  }
}
