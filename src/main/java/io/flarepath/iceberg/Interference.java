package io.flarepath.iceberg;

import io.flarepath.plan.Write;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.util.PartitionSet;

/**
 * What others did to a table between the snapshot from which a pass started and main as it is now,
 * as far as it matters to what the pass replaces.
 *
 * <p>Compaction rewrites files and changes no row: it never matters. Foreign rows inside what is
 * replaced would be lost. Changes in the edge partitions, of which the staged files keep rows, make
 * those files stale.
 */
final class Interference {

  private final Table table;
  private final Write write;
  private final List<DataFile> staged;

  Interference(Table table, Write write, List<DataFile> staged) {
    this.table = table;
    this.write = write;
    this.staged = staged;
  }

  /** How much others were in the way. */
  sealed interface Verdict {

    /** Not at all. */
    record None() implements Verdict {}

    /** They changed rows that the staged files keep. */
    record Stale() implements Verdict {}

    /** They added rows to what is replaced. */
    record ForeignRows(long snapshotId) implements Verdict {}

    /** Main does not contain the start any more. */
    record Lost() implements Verdict {}
  }

  /**
   * Looks at every snapshot from {@code end} back to before {@code start}.
   *
   * @param start the snapshot that the pass read; empty: the table had none
   * @param end the snapshot that the files are to follow; empty: the table has none
   */
  Verdict between(OptionalLong start, OptionalLong end) {
    boolean stale = false;
    OptionalLong at = end;
    while (!at.equals(start)) {
      Snapshot foreign = at.isPresent() ? table.snapshot(at.getAsLong()) : null;
      if (foreign == null) {
        return new Verdict.Lost();
      }
      if (!DataOperations.REPLACE.equals(foreign.operation())) {
        SnapshotChanges changes = SnapshotChanges.builderFor(table).snapshot(foreign).build();
        if (touches(changes.addedDataFiles(), replaced())) {
          return new Verdict.ForeignRows(foreign.snapshotId());
        }
        stale |= isStale(changes);
      }
      Long parent = foreign.parentId();
      at = parent == null ? OptionalLong.empty() : OptionalLong.of(parent);
    }
    return stale ? new Verdict.Stale() : new Verdict.None();
  }

  private boolean isStale(SnapshotChanges changes) {
    if (write instanceof Write.Append) {
      return false;
    }
    Expression covered =
        write instanceof Write.ReplaceWindow window
            ? RangeFilter.of(table, window.column(), window.hull())
            : Expressions.alwaysTrue();
    boolean addedAtTheEdges =
        write instanceof Write.ReplaceWindow
            && touches(changes.addedDataFiles(), Optional.of(covered));
    return addedAtTheEdges
        || touches(changes.removedDataFiles(), Optional.of(covered))
        || changes.addedDeleteFiles().iterator().hasNext();
  }

  /** The rows that the write replaces; empty for an append, which replaces none. */
  private Optional<Expression> replaced() {
    if (write instanceof Write.Append) {
      return Optional.empty();
    }
    return Optional.of(
        write instanceof Write.ReplaceWindow window
            ? RangeFilter.of(table, window.column(), window.window())
            : Expressions.alwaysTrue());
  }

  private boolean touches(Iterable<DataFile> files, Optional<Expression> rows) {
    if (rows.isEmpty()) {
      return false;
    }
    InclusiveMetricsEvaluator evaluator = new InclusiveMetricsEvaluator(table.schema(), rows.get());
    return StreamSupport.stream(files.spliterator(), false)
        .anyMatch(file -> evaluator.eval(file) && mayShareAPartition(file));
  }

  /** A dynamic overwrite replaces only the partitions that it has rows for. */
  private boolean mayShareAPartition(DataFile file) {
    if (!(write instanceof Write.ReplacePartitions)) {
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
}
