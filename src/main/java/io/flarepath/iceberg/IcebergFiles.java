package io.flarepath.iceberg;

import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.SparkTableCache;

/**
 * Files that Spark writes and hands over under the name of the set, as Iceberg's own compaction
 * does.
 *
 * @param now loads the table as it is
 * @param evolution the columns and partitions that the table gets, if it gets others
 */
record IcebergFiles(String name, Supplier<Table> now, Optional<Evolution> evolution)
    implements FileSet {

  /** Lets Spark find the table as it will be under the name of the set. */
  static IcebergFiles open(String name, Supplier<Table> now, Optional<Evolution> evolution) {
    evolution.ifPresent(shape -> SparkTableCache.get().add(name, shape.table(now.get())));
    return new IcebergFiles(name, now, evolution);
  }

  @Override
  public Staged stage(StageRequest request, Budget budget) {
    Table table = now.get();
    Staged staged = Staging.stage(table, request, written(table), evolution, budget);
    FileRewriteCoordinator.get().clearRewrite(table, name);
    return staged;
  }

  @Override
  public void discard() {
    Table table = now.get();
    if (FileRewriteCoordinator.get().fetchSetIds(table).contains(name)) {
      written(table).forEach(file -> table.io().deleteFile(file.location()));
      FileRewriteCoordinator.get().clearRewrite(table, name);
    }
  }

  @Override
  public void close() {
    SparkTableCache.get().remove(name);
  }

  private Set<DataFile> written(Table table) {
    @SuppressWarnings("unchecked") // The signature lost its type parameter in Iceberg's build.
    Set<DataFile> files = FileRewriteCoordinator.get().fetchNewFiles(table, name);
    return files;
  }
}
