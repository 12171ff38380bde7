package io.flarepath.iceberg;

import io.flarepath.plan.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** The files of a snapshot that can hold rows of a window, by what the table's metadata says. */
final class CoveredFiles {

  private CoveredFiles() {}

  /**
   * The files, each whole, with the deletes that belong to it.
   *
   * @param snapshotId the snapshot; empty: the table has none
   * @return none where the write removes no files by name
   */
  static List<FileScanTask> of(Table table, OptionalLong snapshotId, Write write) {
    boolean byName =
        write
            .replacedWindow()
            .map(window -> window.cover().match(partitions -> false, files -> true))
            .orElse(false);
    if (!byName || snapshotId.isEmpty()) {
      return List.of();
    }
    Write.ReplaceWindow window = write.replacedWindow().orElseThrow();
    List<FileScanTask> tasks = new ArrayList<>();
    try (CloseableIterable<FileScanTask> found =
        table
            .newScan()
            .useSnapshot(snapshotId.getAsLong())
            .filter(RangeFilter.of(table, window.column(), window.window()))
            .ignoreResiduals()
            .planFiles()) {
      found.forEach(tasks::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tasks;
  }
}
