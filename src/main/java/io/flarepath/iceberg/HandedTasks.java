package io.flarepath.iceberg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.BaseFileScanTask;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.ResidualEvaluator;

/**
 * Files that were just written, as tasks of a scan. No delete of the table applies to them: it
 * would have to be younger than they are.
 */
final class HandedTasks {

  private HandedTasks() {}

  /**
   * One task for each file.
   *
   * @param table has the columns and the partition specs that the files were written with
   */
  static List<FileScanTask> of(Table table, Collection<DataFile> files) {
    String schema = SchemaParser.toJson(table.schema());
    List<FileScanTask> tasks = new ArrayList<>();
    for (DataFile file : files) {
      tasks.add(
          new BaseFileScanTask(
              file,
              new DeleteFile[0],
              schema,
              PartitionSpecParser.toJson(table.specs().get(file.specId())),
              ResidualEvaluator.unpartitioned(Expressions.alwaysTrue())));
    }
    return tasks;
  }
}
