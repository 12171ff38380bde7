package io.flarepath.iceberg;

import io.flarepath.publish.Staged;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.TableShape;
import io.flarepath.spark.cost.HandedFiles;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkTableCache;

/**
 * Hands the files of a staged snapshot to Spark as those of a table that has the staged columns
 * already.
 */
final class AddedFiles implements StagedFiles {

  private final Supplier<Table> now;
  private final Staged staged;
  private Optional<Table> shown = Optional.empty();

  AddedFiles(Supplier<Table> now, Staged staged) {
    this.now = now;
    this.staged = staged;
  }

  @Override
  public String name() {
    String name = staged.branch() + "-" + staged.snapshotId();
    if (shown.isEmpty()) {
      Table table = now.get();
      Optional<TableShape> shape = staged.shape();
      Table shaped = shape.map(each -> Evolution.staged(table, each).table(table)).orElse(table);
      SparkTableCache.get().add(name, shaped);
      if (!isEmpty()) {
        ScanTaskSetManager.get()
            .stageTasks(shaped, name, HandedTasks.of(shaped, Staging.added(table, staged)));
        HandedFiles.under(name, staged.filesWritten(), staged.bytesWritten());
      }
      shown = Optional.of(shaped);
    }
    return name;
  }

  @Override
  public boolean isEmpty() {
    return staged.filesWritten() == 0;
  }

  @Override
  public void close() {
    shown.ifPresent(
        table -> {
          String name = name();
          if (!isEmpty()) {
            ScanTaskSetManager.get().removeTasks(table, name);
          }
          SparkTableCache.get().remove(name);
        });
    shown = Optional.empty();
  }
}
