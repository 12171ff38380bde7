package io.flarepath.iceberg;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.TableFacts;
import io.flarepath.plan.TableName;
import io.flarepath.plan.Window;
import io.flarepath.run.Tables;
import io.flarepath.state.PropertyNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.FileRewriteCoordinator;

/** Output tables in Iceberg catalogs. */
public final class IcebergTables implements Tables {

  private final Catalogs catalogs;

  public IcebergTables(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public Optional<TableFacts> load(TableName name) {
    return catalogs.load(name).map(table -> TableReader.facts(name, table));
  }

  @Override
  public TableFacts create(OutputWrite write, String runId) {
    return TableReader.facts(write.output().table(), TableCreation.create(catalogs, write, runId));
  }

  @Override
  public void removeIfUnpublished(TableName name, String runId) {
    catalogs
        .load(name)
        .filter(table -> runId.equals(table.properties().get(PropertyNames.CREATED_BY)))
        .filter(table -> table.currentSnapshot() == null)
        .filter(table -> table.refs().isEmpty())
        .ifPresent(table -> catalogs.catalog(name).dropTable(Catalogs.identifier(name), true));
  }

  @Override
  public Staged stage(StageRequest request) {
    return Staging.stage(table(request.table().name()), request);
  }

  @Override
  public void discardFiles(TableFacts facts, String fileSet) {
    Table table = table(facts.name());
    FileRewriteCoordinator written = FileRewriteCoordinator.get();
    if (written.fetchSetIds(table).contains(fileSet)) {
      for (DataFile file : Staging.files(table, fileSet)) {
        table.io().deleteFile(file.location());
      }
      written.clearRewrite(table, fileSet);
    }
  }

  @Override
  public void discardBranch(Staged staged) {
    Table table = table(staged.table());
    try {
      Conflicts.retry(table, () -> removeBranch(table, staged));
    } catch (RuntimeException e) {
      throw Catalogs.failed(staged.table(), "the branch cannot be removed", e);
    }
  }

  private static void removeBranch(Table table, Staged staged) {
    SnapshotRef ref = table.refs().get(staged.branch());
    if (ref != null && ref.snapshotId() == staged.snapshotId()) {
      table.manageSnapshots().removeBranch(staged.branch()).commit();
    }
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    return Publish.attempt(table(request.staged().table()), request);
  }

  @Override
  public FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window) {
    Table table = table(name);
    if (table.currentSnapshot() == null) {
      return new FileEstimate(0, 0, 0);
    }
    TableScan scan = table.newScan();
    TableScan frozen = snapshotId.isPresent() ? scan.useSnapshot(snapshotId.getAsLong()) : scan;
    FileEstimate all = count(frozen);
    return window
        .map(
            known -> {
              Expression rows = RangeFilter.of(table, known.column().column(), known.range());
              FileEstimate some = count(frozen.filter(rows));
              return new FileEstimate(some.files(), some.bytes(), all.files());
            })
        .orElse(all);
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

  private Table table(TableName name) {
    return catalogs
        .load(name)
        .orElseThrow(
            () ->
                Catalogs.failed(
                    name,
                    "the table is gone",
                    new IllegalStateException("somebody dropped it during the run")));
  }
}
