package io.flarepath.iceberg;

import io.flarepath.publish.Staged;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.TableShape;
import io.flarepath.spark.cost.HandedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.BaseFileScanTask;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ResidualEvaluator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkTableCache;

/**
 * Hands the files of a staged snapshot to Spark as those of a table that has the staged columns
 * already. No delete of the table applies to them: it would have to be younger than they are.
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
        ScanTaskSetManager.get().stageTasks(shaped, name, tasks(table, shaped));
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

  private List<FileScanTask> tasks(Table table, Table shaped) {
    String schema = SchemaParser.toJson(shaped.schema());
    List<FileScanTask> tasks = new ArrayList<>();
    for (DataFile file : Staging.added(table, staged)) {
      tasks.add(
          new BaseFileScanTask(
              file,
              new DeleteFile[0],
              schema,
              PartitionSpecParser.toJson(shaped.specs().get(file.specId())),
              ResidualEvaluator.unpartitioned(Expressions.alwaysTrue())));
    }
    return tasks;
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
