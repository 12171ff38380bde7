package io.flarepath.run;

import io.flarepath.pass.Window;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Branch;
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
import io.flarepath.publish.WrittenRows;
import io.flarepath.state.JobMark;
import io.flarepath.state.Publication;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Tables in memory, which keep the rules of publishing and write down what they are asked. */
public class FakeTables implements Tables {

  private static final String CREATED_BY = "created-by";

  final List<String> asked = new ArrayList<>();
  private final Map<TableName, TableFacts> tables = new LinkedHashMap<>();
  private final Map<String, Staged> branches = new HashMap<>();
  private final Map<Long, Map<String, String>> summaries = new HashMap<>();
  private long lastId;

  public void add(TableFacts table) {
    tables.put(table.name(), table);
  }

  TableFacts table(TableName name) {
    return load(name).orElseThrow();
  }

  /** Commits something of somebody else's. */
  void foreignCommit(TableName name) {
    commit(table(name), ++lastId, Map.of("operation", "append"), Map.of());
  }

  @Override
  public synchronized Optional<TableFacts> load(TableName name) {
    return Optional.ofNullable(tables.get(name));
  }

  @Override
  public synchronized Optional<List<String>> folders(TableName name, long snapshotId) {
    return load(name)
        .filter(table -> table.snapshotId().equals(OptionalLong.of(snapshotId)))
        .map(table -> List.of("file:/warehouse/" + name.table()));
  }

  @Override
  public synchronized TableFacts create(OutputWrite write, String runId) {
    asked.add("create " + write.output().table().table());
    TableFacts table =
        new TableFacts(
            write.output().table(),
            "uuid-" + runId,
            OptionalLong.empty(),
            write.columns(),
            Set.of(),
            write.partitioning(),
            List.of(write.partitioning()),
            Map.of(CREATED_BY, runId),
            List.of());
    add(table);
    return table;
  }

  @Override
  public synchronized void removeIfUnpublished(TableName name, String runId) {
    asked.add("remove " + name.table());
    load(name)
        .filter(table -> runId.equals(table.properties().get(CREATED_BY)))
        .filter(table -> table.snapshotId().isEmpty())
        .ifPresent(table -> tables.remove(name));
  }

  @Override
  public FileSet files(OutputWrite write, String name) {
    if (!write.change().isNone()) {
      asked.add("prepare");
    }
    return new FileSet() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean covers() {
        return false;
      }

      @Override
      public WrittenRows written() {
        throw new UnsupportedOperationException("no files are written here");
      }

      @Override
      public Staged stage(StageRequest request, Budget budget) {
        return FakeTables.this.stage(request, request.table().snapshotId());
      }

      @Override
      public void discard() {
        asked.add("discard files");
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public StagedFiles added(Staged staged) {
    return new StagedFiles() {
      @Override
      public String name() {
        return staged.branch();
      }

      @Override
      public boolean isEmpty() {
        return staged.filesWritten() == 0;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Staged nothing(StageRequest request, Budget budget) {
    return stage(request, request.table().snapshotId());
  }

  @Override
  public Optional<PublishOutcome.Published> find(PublishRequest request) {
    long id = request.staged().snapshotId();
    return table(request.staged().table()).snapshotId().equals(OptionalLong.of(id))
        ? Optional.of(new PublishOutcome.Published(id))
        : Optional.empty();
  }

  private synchronized Staged stage(StageRequest request, OptionalLong read) {
    asked.add("stage");
    long id = ++lastId;
    summaries.put(id, request.summary());
    Staged staged =
        new Staged(
            request.table().name(),
            request.branch(),
            id,
            table(request.table().name()).snapshotId(),
            read,
            id,
            1,
            700,
            7,
            Optional.empty());
    branches.put(request.branch(), staged);
    return staged;
  }

  @Override
  public Staged merge(StageRequest request, PreparedMerge merge, Budget budget) {
    merge.merge(request.branch());
    return stage(request, request.table().snapshotId());
  }

  /** Here nobody else's commit touches what a pass replaces. */
  @Override
  public synchronized Restaged restage(StageRequest request, Staged earlier, Budget budget) {
    asked.add("restage");
    branches.remove(earlier.branch());
    return new Restaged.Again(stage(request, earlier.readId()));
  }

  @Override
  public PublishOutcome rewind(RewindRequest request) {
    throw new AssertionError("nobody rewinds here");
  }

  @Override
  public Optional<MetadataSize> metadata(TableName name) {
    return Optional.empty();
  }

  @Override
  public int expireOldest(TableName name, Map<String, String> wanted, Instant now) {
    return 0;
  }

  @Override
  public List<Branch> branches(TableName name, String job) {
    return List.of();
  }

  @Override
  public synchronized void removeBranch(TableName name, Branch branch) {
    asked.add("discard branch");
    branches.remove(branch.name());
  }

  @Override
  public OptionalLong newest(TableName name, String column) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong newest(TableName name, long snapshotId, String column) {
    return OptionalLong.empty();
  }

  @Override
  public synchronized PublishOutcome publish(PublishRequest request) {
    asked.add("publish");
    Staged staged = request.staged();
    TableFacts table = table(staged.table());
    JobMark mark = table.mark(request.job());
    if (mark.last().filter(last -> last.snapshotId() == staged.snapshotId()).isPresent()) {
      return new PublishOutcome.Published(staged.snapshotId());
    }
    if (!mark.equals(request.expected())) {
      return new PublishOutcome.Overtaken(mark);
    }
    if (!branches.containsKey(staged.branch())) {
      return new PublishOutcome.BranchTouched();
    }
    if (!table.snapshotId().equals(staged.parentId())) {
      return new PublishOutcome.Moved();
    }
    Publication publication =
        new Publication(
            request.runId(),
            request.pass(),
            staged.snapshotId(),
            staged.sequenceNumber(),
            request.workflow());
    commit(
        table,
        staged.snapshotId(),
        summaries.getOrDefault(staged.snapshotId(), Map.of()),
        new JobMark(request.after(), Optional.of(publication)).sealed(request.job(), table.uuid()));
    branches.remove(staged.branch());
    return new PublishOutcome.Published(staged.snapshotId());
  }

  @Override
  public Optional<Counts> untaken(TableName source, Question question) {
    return Optional.empty();
  }

  @Override
  public FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window) {
    return new FileEstimate(window.isPresent() ? 1 : 3, 1_234_567, 3);
  }

  /** The branches that are there. */
  synchronized List<String> branches() {
    return List.copyOf(branches.keySet());
  }

  private void commit(
      TableFacts table, long id, Map<String, String> summary, Map<String, String> set) {
    Map<String, String> properties = new HashMap<>(table.properties());
    properties.putAll(set);
    List<SnapshotFacts> history = new ArrayList<>();
    history.add(new SnapshotFacts(id, table.snapshotId(), id, Instant.EPOCH, summary));
    history.addAll(table.history());
    add(
        new TableFacts(
            table.name(),
            table.uuid(),
            OptionalLong.of(id),
            table.columns(),
            table.required(),
            table.partitioning(),
            table.fileSpecs(),
            properties,
            history));
  }

  @Override
  public Expiry expirable(TableName name, ExpiryRequest request) {
    return new Expiry(List.of(), Map.of());
  }

  @Override
  public boolean commits(TableName name, Map<String, String> summary, Runnable work) {
    work.run();
    return true;
  }
}
