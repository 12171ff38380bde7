package io.flarepath.lab;

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
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import io.flarepath.table.TableOrder;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import io.flarepath.window.Axis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Hands every call on to the tables. A test overrides one method, to get in the way there. */
public class MeddledTables implements Tables {

  private final Tables tables;

  public MeddledTables(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<TableFacts> load(TableName name) {
    return tables.load(name);
  }

  @Override
  public Optional<List<String>> folders(TableName name, long snapshotId) {
    return tables.folders(name, snapshotId);
  }

  @Override
  public TableFacts create(OutputWrite write, String runId) {
    return tables.create(write, runId);
  }

  @Override
  public void removeIfUnpublished(TableName name, String runId) {
    tables.removeIfUnpublished(name, runId);
  }

  @Override
  public FileSet files(OutputWrite write, String name) {
    return new MeddledFiles(tables.files(write, name));
  }

  /** Stages a set of files. */
  public Staged stage(StageRequest request, FileSet files, Budget budget) {
    return files.stage(request, budget);
  }

  /** Discards a set of files. */
  public void discard(FileSet files) {
    files.discard();
  }

  private final class MeddledFiles implements FileSet {

    private final FileSet files;

    MeddledFiles(FileSet files) {
      this.files = files;
    }

    @Override
    public String name() {
      return files.name();
    }

    @Override
    public boolean willTell(String column, Axis axis) {
      return files.willTell(column, axis);
    }

    @Override
    public WrittenRows written() {
      return files.written();
    }

    @Override
    public boolean covers() {
      return files.covers();
    }

    @Override
    public boolean numbersRows() {
      return files.numbersRows();
    }

    @Override
    public Map<String, String> defaults() {
      return files.defaults();
    }

    @Override
    public TableOrder order() {
      return files.order();
    }

    @Override
    public Staged stage(StageRequest request, Budget budget) {
      return MeddledTables.this.stage(request, files, budget);
    }

    @Override
    public void discard() {
      MeddledTables.this.discard(files);
    }

    @Override
    public void close() {
      files.close();
    }
  }

  @Override
  public StagedFiles added(Staged staged) {
    return tables.added(staged);
  }

  @Override
  public Staged nothing(StageRequest request, Budget budget) {
    return tables.nothing(request, budget);
  }

  @Override
  public Optional<PublishOutcome.Published> find(PublishRequest request) {
    return tables.find(request);
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    return tables.publish(request);
  }

  @Override
  public Optional<Counts> untaken(TableName source, Question question) {
    return tables.untaken(source, question);
  }

  @Override
  public FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window) {
    return tables.estimate(name, snapshotId, window);
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier, Budget budget) {
    return tables.restage(request, earlier, budget);
  }

  @Override
  public PublishOutcome rewind(RewindRequest request) {
    return tables.rewind(request);
  }

  @Override
  public List<Branch> branches(TableName name, String job) {
    return tables.branches(name, job);
  }

  @Override
  public void removeBranch(TableName name, Branch branch) {
    tables.removeBranch(name, branch);
  }

  @Override
  public OptionalLong newest(TableName name, String column) {
    return tables.newest(name, column);
  }

  @Override
  public OptionalLong newest(TableName name, long snapshotId, String column) {
    return tables.newest(name, snapshotId, column);
  }

  @Override
  public Staged merge(StageRequest request, PreparedMerge merge, Budget budget) {
    return tables.merge(request, merge, budget);
  }

  @Override
  public Expiry expirable(TableName name, ExpiryRequest request) {
    return tables.expirable(name, request);
  }

  @Override
  public boolean commits(TableName name, Map<String, String> summary, Runnable work) {
    return tables.commits(name, summary, work);
  }

  @Override
  public Optional<MetadataSize> metadata(TableName name) {
    return tables.metadata(name);
  }

  @Override
  public int expireOldest(TableName name, Map<String, String> wanted, Instant now) {
    return tables.expireOldest(name, wanted, now);
  }
}
