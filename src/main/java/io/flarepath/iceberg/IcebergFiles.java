package io.flarepath.iceberg;

import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.WrittenRows;
import io.flarepath.spark.cost.HandedFiles;
import io.flarepath.table.TableOrder;
import io.flarepath.window.Axis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.iceberg.spark.SparkUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.catalyst.expressions.Literal;

/**
 * Files that Spark writes and hands over under the name of the set, as Iceberg's own compaction
 * does. Files of the table of which rows are kept are handed to Spark in the same way.
 *
 * @param table the table as it was when the files were opened
 * @param now loads the table as it is
 * @param evolution the columns and partitions that the table gets, if it gets others
 * @param covered the files that go by name
 */
record IcebergFiles(
    String name, Table table, Now now, Optional<Evolution> evolution, List<DataFile> covered)
    implements FileSet {

  /** After the name of the set: its own files, once they are written. */
  private static final String WRITTEN = "#written";

  /** Stages in the table as it is now. */
  interface Now {
    Staged stage(Function<Table, Staged> staging);
  }

  /** Lets Spark find under the name of the set the table as it will be, and the covered files. */
  static IcebergFiles open(
      String name, Table table, Now now, Optional<Evolution> evolution, OutputWrite write) {
    if (evolution.isPresent() || TableUtil.supportsRowLineage(table)) {
      SparkTableCache.get().add(name, evolution.map(shape -> shape.table(table)).orElse(table));
    }
    OptionalLong read = write.table().orElseThrow().snapshotId();
    List<FileScanTask> tasks = CoveredFiles.of(table, read, write.write());
    if (!tasks.isEmpty()) {
      ScanTaskSetManager.get().stageTasks(table, name, tasks);
      long bytes = tasks.stream().mapToLong(task -> task.file().fileSizeInBytes()).sum();
      HandedFiles.under(name, tasks.size(), bytes);
    }
    List<DataFile> covered = tasks.stream().map(FileScanTask::file).toList();
    return new IcebergFiles(name, table, now, evolution, covered);
  }

  @Override
  public boolean covers() {
    return !covered.isEmpty();
  }

  @Override
  public boolean willTell(String column, Axis axis) {
    return WrittenStatistics.willTell(shaped(), column, axis);
  }

  @Override
  public WrittenRows written() {
    return new WrittenStatistics(shaped(), files(), name + WRITTEN);
  }

  private Table shaped() {
    return evolution.map(shape -> shape.table(table)).orElse(table);
  }

  @Override
  public boolean numbersRows() {
    return TableUtil.supportsRowLineage(table);
  }

  @Override
  public TableOrder order() {
    return TableReader.order(table);
  }

  @Override
  public Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    for (NestedField field : table.schema().columns()) {
      Optional.ofNullable(field.writeDefault())
          .map(value -> SparkUtil.internalToSpark(field.type(), value))
          .map(value -> literal(field.type(), value))
          .ifPresent(sql -> defaults.put(field.name(), sql));
    }
    return defaults;
  }

  /** An instant is written without a time zone in which it would be read. */
  private static String literal(Type type, Object value) {
    return type.equals(Types.TimestampType.withZone())
        ? "timestamp_micros(" + value + ")"
        : new Literal(value, SparkSchemaUtil.convert(type)).sql();
  }

  @Override
  public Staged stage(StageRequest request, Budget budget) {
    Staged staged =
        now.stage(
            current ->
                Staging.stage(
                    current, request, new Staging.Exchange(files(), covered), evolution, budget));
    FileRewriteCoordinator.get().clearRewrite(table, name);
    return staged;
  }

  @Override
  public void discard() {
    if (FileRewriteCoordinator.get().fetchSetIds(table).contains(name)) {
      files().forEach(file -> table.io().deleteFile(file.location()));
      FileRewriteCoordinator.get().clearRewrite(table, name);
    }
  }

  @Override
  public void close() {
    SparkTableCache.get().remove(name);
    ScanTaskSetManager.get().removeTasks(table, name + WRITTEN);
    if (covers()) {
      ScanTaskSetManager.get().removeTasks(table, name);
    }
  }

  private Set<DataFile> files() {
    @SuppressWarnings("unchecked") // The signature lost its type parameter in Iceberg's build.
    Set<DataFile> files = FileRewriteCoordinator.get().fetchNewFiles(table, name);
    return files;
  }
}
