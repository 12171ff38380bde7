package io.flarepath.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The greatest value of a column by which a table is partitioned. Only the manifests with the last
 * partitions are read, however many there are, and no rows.
 */
final class NewestValue {

  private final Table table;
  private final NestedField column;

  private NewestValue(Table table, NestedField column) {
    this.table = table;
    this.column = column;
  }

  /**
   * The greatest value in a snapshot, on its axis, exactly.
   *
   * @param column the name of a column, and not of a field within one
   * @return empty if the table is not partitioned by it, has deletes, statistics are missing, or
   *     there is no value
   */
  static OptionalLong of(Table table, long snapshotId, String column) {
    Snapshot snapshot = table.snapshot(snapshotId);
    if (snapshot == null || !snapshot.deleteManifests(table.io()).isEmpty()) {
      return OptionalLong.empty();
    }
    NestedField field = SnapshotUtil.schemaFor(table, snapshotId).asStruct().field(column);
    return field == null
        ? OptionalLong.empty()
        : new NewestValue(table, field).in(snapshot.dataManifests(table.io()));
  }

  private OptionalLong in(List<ManifestFile> manifests) {
    List<ManifestValues> known = new ArrayList<>();
    for (ManifestFile manifest : manifests) {
      if (manifest.hasAddedFiles() || manifest.hasExistingFiles()) {
        Optional<ManifestValues> values = ManifestValues.of(manifest, table.specs(), column);
        if (values.isEmpty()) {
          return OptionalLong.empty();
        }
        known.add(values.get());
      }
    }
    known.sort(Comparator.comparingLong(ManifestValues::greatest).reversed());
    OptionalLong newest = OptionalLong.empty();
    for (ManifestValues values : known) {
      if (newest.isEmpty() || !values.areBefore(newest.getAsLong())) {
        OptionalLong found = in(values.manifest(), newest);
        if (found.isEmpty()) {
          return OptionalLong.empty();
        }
        newest = found;
      }
    }
    return newest;
  }

  /** The greatest of a value and those of a manifest's files; empty where one is not known. */
  private OptionalLong in(ManifestFile manifest, OptionalLong sofar) {
    OptionalLong newest = sofar;
    try (ManifestReader<DataFile> files = ManifestFiles.read(manifest, table.io(), table.specs())) {
      for (DataFile file : files) {
        ValueBounds bounds = ValueBounds.of(file, column);
        if (bounds.values().isZero()) {
          continue;
        }
        if (bounds.highest().isEmpty()) {
          return OptionalLong.empty();
        }
        long highest = bounds.highest().getAsLong();
        newest = OptionalLong.of(Math.max(highest, newest.orElse(highest)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return newest;
  }
}
