package io.flarepath.iceberg;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Window;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Branch;
import io.flarepath.publish.BranchNames;
import io.flarepath.publish.Budget;
import io.flarepath.publish.Expiry;
import io.flarepath.publish.ExpiryRequest;
import io.flarepath.publish.FileEstimate;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.MetadataSize;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.RewindRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.Tables;
import io.flarepath.state.PropertyNames;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.CommitMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output tables in Iceberg catalogs. */
public final class IcebergTables implements Tables {

  private static final Logger LOG = LoggerFactory.getLogger(IcebergTables.class);

  private final Catalogs catalogs;

  /** The tables in which results were staged, so that a publish need not load them. */
  private final Map<Staged, Table> staged = Collections.synchronizedMap(new WeakHashMap<>());

  public IcebergTables(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public Optional<TableFacts> load(TableName name) {
    return catalogs.load(name).map(table -> TableReader.facts(name, table));
  }

  @Override
  public Optional<TableFacts> again(TableFacts earlier) {
    return TableReader.table(earlier)
        .map(known -> catalogs.again(earlier.name(), known))
        .orElseGet(() -> catalogs.load(earlier.name()))
        .map(
            table ->
                TableReader.isSame(earlier, table)
                    ? earlier
                    : TableReader.facts(earlier.name(), table));
  }

  @Override
  public Optional<List<String>> folders(TableName name, long snapshotId) {
    return catalogs
        .load(name)
        .filter(table -> table.snapshot(snapshotId) != null)
        .map(
            table ->
                Stream.of(
                        table.location(),
                        table.properties().get(TableProperties.WRITE_DATA_LOCATION),
                        table.properties().get(TableProperties.WRITE_METADATA_LOCATION))
                    .flatMap(folder -> Optional.ofNullable(folder).stream())
                    .toList());
  }

  @Override
  public boolean isView(TableName name) {
    return catalogs.isView(name);
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
  public FileSet files(OutputWrite write, String name) {
    TableName target = write.output().table();
    // The write was chosen for the table as it was just loaded; so are its files.
    Table table = write.table().flatMap(TableReader::table).orElseGet(() -> table(target));
    catalogs.wall(target).check(write.output(), table);
    if (!write.change().repartitioned()) {
      WritableSpec.check(target, table);
    }
    Optional<Evolution> evolution =
        write.change().isNone() ? Optional.empty() : Optional.of(Evolution.of(table, write));
    return IcebergFiles.open(
        name, table, staging -> stage(table(target, table), staging), evolution, write);
  }

  private Staged stage(Table table, Function<Table, Staged> staging) {
    Staged result = staging.apply(table);
    staged.put(result, table);
    return result;
  }

  @Override
  public StagedFiles added(Staged staged) {
    return new AddedFiles(() -> table(staged.table()), staged);
  }

  @Override
  public Staged nothing(StageRequest request, Budget budget) {
    return stage(table(request.table().name()), table -> Staging.nothing(table, request, budget));
  }

  @Override
  public Staged merge(StageRequest request, PreparedMerge merge, Budget budget) {
    TableName name = request.table().name();
    Table table = table(name);
    catalogs.wall(name).check(name, table);
    WritableSpec.check(name, table);
    return Staging.merge(table, request, merge, budget);
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier, Budget budget) {
    return Staging.restage(table(request.table().name()), request, earlier, budget);
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    Table table;
    try {
      TableName name = request.staged().table();
      Table known = staged.get(request.staged());
      table = known == null ? table(name) : table(name, known);
    } catch (FlarepathException e) {
      // No commit was sent.
      return new PublishOutcome.Failed(e);
    }
    return Publish.attempt(table, request);
  }

  @Override
  public Optional<PublishOutcome.Published> find(PublishRequest request) {
    try {
      return Publish.find(table(request.staged().table()), request);
    } catch (RuntimeException e) {
      LOG.info("{} does not answer", request.staged().table(), e);
      return Optional.empty();
    }
  }

  @Override
  public PublishOutcome rewind(RewindRequest request) {
    Table table;
    try {
      table = table(request.table());
    } catch (FlarepathException e) {
      // No commit was sent.
      return new PublishOutcome.Failed(e);
    }
    return Rewind.attempt(table, request);
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
      Conflicts.removeBranch(table(name), branch.name(), branch.snapshotId());
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
  public OptionalLong newest(TableName name, long snapshotId, String column) {
    try {
      return catalogs
          .load(name)
          .map(table -> NewestValue.of(table, snapshotId, column))
          .orElse(OptionalLong.empty());
    } catch (RuntimeException e) {
      // The rows are asked instead, and who reads them says what is wrong.
      LOG.info("the newest value of {} is not known from its metadata", name, e);
      return OptionalLong.empty();
    }
  }

  @Override
  public Optional<Counts> untaken(TableName source, Question question) {
    try {
      return catalogs.load(source).flatMap(table -> UntakenFiles.count(table, question));
    } catch (FlarepathException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Catalogs.failed(source, "its files cannot be counted", e);
    }
  }

  @Override
  public FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window) {
    return Estimates.of(table(name), snapshotId, window);
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

  @Override
  public Optional<MetadataSize> metadata(TableName name) {
    return catalogs.load(name).flatMap(TableReader::size);
  }

  @Override
  public int expireOldest(TableName name, Map<String, String> wanted, Instant now) {
    try {
      int expired =
          catalogs.load(name).map(table -> HistoryLimit.apply(table, wanted, now)).orElse(0);
      if (expired > 0) {
        LOG.info("{} old snapshots of {} have expired", expired, name);
      }
      return expired;
    } catch (RuntimeException e) {
      LOG.warn("old snapshots of {} could not expire", name, e);
      return 0;
    }
  }

  private Table table(TableName name) {
    return catalogs.load(name).orElseThrow(() -> gone(name));
  }

  private Table table(TableName name, Table loaded) {
    return catalogs.again(name, loaded).orElseThrow(() -> gone(name));
  }

  private static FlarepathException gone(TableName name) {
    return Catalogs.failed(
        name,
        "the table no longer exists",
        new IllegalStateException("it was dropped during the run"));
  }
}
