package io.flarepath.iceberg;

import io.flarepath.pass.Window;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.BranchNames;
import io.flarepath.run.Tables;
import io.flarepath.state.PropertyNames;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.SparkTableCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output tables in Iceberg catalogs. */
public final class IcebergTables implements Tables {

  private static final Logger LOG = LoggerFactory.getLogger(IcebergTables.class);

  private final Catalogs catalogs;

  /** What is prepared and not yet staged, by its file set. */
  private final Map<String, Evolution> evolutions = new ConcurrentHashMap<>();

  public IcebergTables(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public Optional<TableFacts> load(TableName name) {
    return catalogs.load(name).map(table -> TableReader.facts(name, table));
  }

  @Override
  public TableFacts create(OutputWrite write, String creator) {
    return TableReader.facts(
        write.output().table(), TableCreation.create(catalogs, write, creator));
  }

  @Override
  public void removeIfUnpublished(TableName name, String creator) {
    catalogs
        .load(name)
        .filter(table -> creator.equals(table.properties().get(PropertyNames.CREATED_BY)))
        .filter(table -> table.currentSnapshot() == null)
        .filter(table -> table.refs().isEmpty())
        .ifPresent(table -> catalogs.catalog(name).dropTable(Catalogs.identifier(name), true));
  }

  @Override
  public void prepare(OutputWrite write, String fileSet) {
    Table table = table(write.output().table());
    Evolution evolution = Evolution.of(table, write);
    evolutions.put(fileSet, evolution);
    SparkTableCache.get().add(fileSet, evolution.table(table));
  }

  @Override
  public Staged stage(StageRequest request) {
    Table table = table(request.table().name());
    Optional<Evolution> evolution =
        request.fileSet().flatMap(set -> Optional.ofNullable(evolutions.get(set)));
    Staged staged = Staging.stage(table, request, evolution);
    request.fileSet().ifPresent(this::forget);
    return staged;
  }

  private void forget(String fileSet) {
    evolutions.remove(fileSet);
    SparkTableCache.get().remove(fileSet);
  }

  @Override
  public Staged stageWritten(StageRequest request, Runnable write) {
    return Staging.stageWritten(table(request.table().name()), request, write);
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier) {
    return Staging.restage(table(request.table().name()), request, earlier);
  }

  @Override
  public void discardFiles(TableFacts facts, String fileSet) {
    Table table = table(facts.name());
    forget(fileSet);
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
    removeBranch(staged.table(), new Branch(staged.branch(), staged.snapshotId(), Instant.EPOCH));
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    return Publish.attempt(table(request.staged().table()), request);
  }

  @Override
  public PublishOutcome rewind(RewindRequest request) {
    return Rewind.attempt(table(request.table()), request);
  }

  @Override
  public List<Branch> branches(TableName name, String job) {
    return catalogs.load(name).map(table -> branches(table, job)).orElse(List.of());
  }

  private static List<Branch> branches(Table table, String job) {
    List<Branch> branches = new ArrayList<>();
    table
        .refs()
        .forEach(
            (branch, ref) -> {
              Snapshot head = table.snapshot(ref.snapshotId());
              if (ref.isBranch() && BranchNames.isOf(job, branch) && head != null) {
                branches.add(
                    new Branch(
                        branch, head.snapshotId(), Instant.ofEpochMilli(head.timestampMillis())));
              }
            });
    return branches;
  }

  @Override
  public void removeBranch(TableName name, Branch branch) {
    try {
      Table table = table(name);
      SnapshotRef ref = table.refs().get(branch.name());
      if (ref != null && ref.snapshotId() == branch.snapshotId()) {
        Conflicts.retry(table, () -> table.manageSnapshots().removeBranch(branch.name()).commit());
      }
    } catch (RuntimeException e) {
      // Nobody reads it, and the next start of its job after its age tries again.
      LOG.warn("the branch {} of {} could not be removed", branch.name(), name, e);
    }
  }

  @Override
  public OptionalLong newest(TableName name, String column) {
    return catalogs
        .load(name)
        .map(table -> ColumnBounds.greatest(table, column))
        .orElse(OptionalLong.empty());
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
              Expression rows = RangeFilter.of(table, known.column(), known.range());
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

  @Override
  public Expiry expirable(TableName name, ExpiryRequest request) {
    return Expiring.of(table(name), request);
  }

  @Override
  public boolean commits(TableName name, Map<String, String> summary, Runnable work) {
    String before = Conflicts.version(table(name));
    try {
      CommitMetadata.withCommitProperties(
          summary,
          () -> {
            work.run();
            return true;
          },
          RuntimeException.class);
      return true;
    } catch (RuntimeException e) {
      if (Conflicts.isClean(e, !Conflicts.version(table(name)).equals(before))) {
        LOG.info("others committed to {} meanwhile", name, e);
        return false;
      }
      throw e;
    }
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
