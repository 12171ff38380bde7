package io.flarepath.iceberg;

import io.flarepath.pass.Window;
import io.flarepath.publish.FileEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/** Which files of a table a window touches, from metadata alone. */
final class Estimates {

  private Estimates() {}

  /**
   * Counts the files.
   *
   * @param snapshotId the snapshot to look at; empty: main as it is now
   */
  static FileEstimate of(Table table, OptionalLong snapshotId, Optional<Window> window) {
    if (table.currentSnapshot() == null) {
      return new FileEstimate(0, 0, 0);
    }
    TableScan scan = table.newScan();
    TableScan frozen = snapshotId.isPresent() ? scan.useSnapshot(snapshotId.getAsLong()) : scan;
    return window
        .filter(known -> table.schema().caseInsensitiveFindField(known.column()) != null)
        .map(
            known -> {
              Expression rows = RangeFilter.of(table, known.column(), known.range());
              FileEstimate some = count(frozen.filter(rows));
              return new FileEstimate(some.files(), some.bytes(), all(table, frozen));
            })
        .orElseGet(() -> count(frozen));
  }

  /** The list of manifests says how many files each has, so that they need not be read. */
  private static long all(Table table, TableScan scan) {
    long files = 0;
    for (ManifestFile manifest : scan.snapshot().dataManifests(table.io())) {
      Integer added = manifest.addedFilesCount();
      Integer existing = manifest.existingFilesCount();
      if (added == null || existing == null) {
        return count(scan).files();
      }
      files += added + existing;
    }
    return files;
  }

  private static FileEstimate count(TableScan scan) {
    long files = 0;
    long bytes = 0;
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        files++;
        bytes += task.length();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileEstimate(files, bytes, files);
  }
}
