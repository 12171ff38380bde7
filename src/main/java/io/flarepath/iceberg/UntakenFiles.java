package io.flarepath.iceberg;

import io.flarepath.table.ColumnTypes;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.LateWalk;
import io.flarepath.untaken.LateWalk.Brought;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Stretches;
import io.flarepath.window.Axis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Counts the rows that no window takes by the statistics of a table's files and by its snapshots.
 * Only the metadata of files that can hold such rows is read, and no rows.
 */
final class UntakenFiles {

  private final Table table;
  private final Question question;
  private final Types.NestedField field;
  private final Map<Long, Files> changes = new HashMap<>();

  private UntakenFiles(Table table, Question question, Types.NestedField field) {
    this.table = table;
    this.question = question;
    this.field = field;
  }

  /** The counts; empty where the table has no such column of that axis. */
  static Optional<Counts> count(Table table, Question question) {
    Types.NestedField field = table.schema().caseInsensitiveFindField(question.column());
    if (field == null || !axis(field).equals(Optional.of(question.axis()))) {
      return Optional.empty();
    }
    return Optional.of(
        table.currentSnapshot() == null
            ? Counts.NONE
            : new UntakenFiles(table, question, field).count());
  }

  private static Optional<Axis> axis(Types.NestedField field) {
    return ColumnTypes.axis(SparkSchemaUtil.convert(field.type()).catalogString());
  }

  private Counts count() {
    UntakenNow.Found now = new UntakenNow(table, question, field).count();
    List<Long> snapshots = new ArrayList<>();
    SnapshotUtil.currentAncestors(table).forEach(each -> snapshots.add(each.snapshotId()));
    return new Counts(
        now.nulls(),
        now.before(),
        new LateWalk(question, snapshots).late(this::brought),
        now.waiting());
  }

  /**
   * What a snapshot added and removed.
   *
   * @param removed is empty for one that only adds
   */
  private record Files(List<ValueBounds> added, List<ValueBounds> removed) {}

  private Brought brought(long snapshotId, Stretches values) {
    Snapshot snapshot = table.snapshot(snapshotId);
    Files files = changes.computeIfAbsent(snapshotId, id -> changed(snapshot));
    RowCount rows = sum(files.added(), values);
    long removed = sum(files.removed(), values).atMost();
    return new Brought(
        rows.withoutUpTo(removed), Instant.ofEpochMilli(snapshot.timestampMillis()), removed > 0);
  }

  private Files changed(Snapshot snapshot) {
    boolean addsNothing =
        DataOperations.REPLACE.equals(snapshot.operation())
            || DataOperations.DELETE.equals(snapshot.operation());
    if (addsNothing) {
      return new Files(List.of(), List.of());
    }
    SnapshotChanges changed = SnapshotChanges.builderFor(table).snapshot(snapshot).build();
    return new Files(bounds(changed.addedDataFiles()), bounds(changed.removedDataFiles()));
  }

  private List<ValueBounds> bounds(Iterable<DataFile> files) {
    List<ValueBounds> bounds = new ArrayList<>();
    files.forEach(file -> bounds.add(ValueBounds.of(file, field)));
    return bounds;
  }

  private static RowCount sum(List<ValueBounds> files, Stretches values) {
    RowCount rows = RowCount.NONE;
    for (ValueBounds file : files) {
      rows = rows.plus(file.within(values));
    }
    return rows;
  }
}
