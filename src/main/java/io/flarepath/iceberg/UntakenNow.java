package io.flarepath.iceberg;

import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Stretches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ManifestEvaluator;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.ParallelIterable;
import org.apache.iceberg.util.ThreadPools;

/**
 * Counts the rows of a table that no window takes, whenever they came. A manifest whose partitions
 * are all on one side is counted as a whole, and not read.
 */
final class UntakenNow {

  private final Table table;
  private final NestedField field;
  private final Expression wanted;
  private final Stretches before;
  private final Stretches waiting;

  UntakenNow(Table table, Question question, NestedField field) {
    this.table = table;
    this.field = field;
    this.wanted = wanted(table.schema().findColumnName(field.fieldId()), question);
    this.before = question.beforeFirst();
    this.waiting = question.waiting();
  }

  /**
   * Rows that no window takes.
   *
   * @param nulls those without a value
   * @param before those before the first window
   * @param waiting those that wait for a window
   */
  record Found(RowCount nulls, RowCount before, RowCount waiting) {

    static final Found NONE = new Found(RowCount.NONE, RowCount.NONE, RowCount.NONE);

    Found plus(Found other) {
      return new Found(
          nulls.plus(other.nulls), before.plus(other.before), waiting.plus(other.waiting));
    }

    private Found withoutUpTo(long deleted) {
      return new Found(
          nulls.withoutUpTo(deleted), before.withoutUpTo(deleted), waiting.withoutUpTo(deleted));
    }
  }

  /** What files without such rows do not meet. */
  private static Expression wanted(String name, Question question) {
    Expression wanted = Expressions.isNull(name);
    if (question.first().isPresent()) {
      wanted = Expressions.or(wanted, Expressions.lessThan(name, question.first().getAsLong()));
    }
    return question.next().isPresent()
        ? Expressions.or(wanted, Expressions.greaterThanOrEqual(name, question.next().getAsLong()))
        : wanted;
  }

  /** The rows as the table is now; it must have a snapshot. */
  Found count() {
    Snapshot snapshot = table.currentSnapshot();
    // Which files deletes belong to, a scan finds out.
    return snapshot.deleteManifests(table.io()).isEmpty()
        ? inManifests(snapshot.dataManifests(table.io()))
        : inTasks();
  }

  private Found inManifests(List<ManifestFile> manifests) {
    Found found = Found.NONE;
    List<CloseableIterable<Found>> open = new ArrayList<>();
    for (ManifestFile manifest : manifests) {
      Optional<Found> whole =
          ManifestValues.of(manifest, table.specs(), field).flatMap(this::whole);
      if (whole.isPresent()) {
        found = found.plus(whole.get());
      } else if (mayHaveSome(manifest)) {
        open.add(inFiles(manifest));
      }
    }
    return sum(found, new ParallelIterable<>(open, ThreadPools.getWorkerPool()));
  }

  /** What all files of a manifest have; empty if they have to be looked at. */
  private Optional<Found> whole(ManifestValues values) {
    OptionalLong rows = values.rows();
    boolean isWhole =
        rows.isPresent()
            && !values.hasNulls()
            && (values.areWithin(before) || values.areOutside(before))
            && (values.areWithin(waiting) || values.areOutside(waiting));
    return isWhole
        ? Optional.of(
            new Found(
                RowCount.NONE,
                RowCount.of(values.areWithin(before) ? rows.getAsLong() : 0),
                RowCount.of(values.areWithin(waiting) ? rows.getAsLong() : 0)))
        : Optional.empty();
  }

  private boolean mayHaveSome(ManifestFile manifest) {
    return ManifestEvaluator.forRowFilter(
            wanted, table.specs().get(manifest.partitionSpecId()), true)
        .eval(manifest);
  }

  private CloseableIterable<Found> inFiles(ManifestFile manifest) {
    return CloseableIterable.transform(
        ManifestFiles.read(manifest, table.io(), table.specs()).filterRows(wanted),
        file -> in(ValueBounds.of(file, field)));
  }

  private Found inTasks() {
    return sum(
        Found.NONE,
        CloseableIterable.transform(
            table.newScan().includeColumnStats().filter(wanted).ignoreResiduals().planFiles(),
            task -> in(ValueBounds.of(task.file(), field)).withoutUpTo(deleted(task))));
  }

  private Found in(ValueBounds bounds) {
    return new Found(bounds.nulls(), bounds.within(before), bounds.within(waiting));
  }

  private static Found sum(Found first, CloseableIterable<Found> others) {
    Found sum = first;
    try (others) {
      for (Found each : others) {
        sum = sum.plus(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }

  /** At most so many rows of a file are deleted; the greatest long where that is not known. */
  private static long deleted(FileScanTask task) {
    long deleted = 0;
    for (DeleteFile delete : task.deletes()) {
      if (delete.content() != FileContent.POSITION_DELETES) {
        return Long.MAX_VALUE;
      }
      deleted += delete.recordCount();
    }
    return deleted;
  }
}
