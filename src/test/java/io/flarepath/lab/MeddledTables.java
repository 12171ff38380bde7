package io.flarepath.lab;

import io.flarepath.pass.Window;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Tables;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
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
  public TableFacts create(OutputWrite write, String runId) {
    return tables.create(write, runId);
  }

  @Override
  public void removeIfUnpublished(TableName name, String runId) {
    tables.removeIfUnpublished(name, runId);
  }

  @Override
  public void prepare(OutputWrite write, String fileSet) {
    tables.prepare(write, fileSet);
  }

  @Override
  public Staged stage(StageRequest request) {
    return tables.stage(request);
  }

  @Override
  public void discardFiles(TableFacts table, String fileSet) {
    tables.discardFiles(table, fileSet);
  }

  @Override
  public void discardBranch(Staged staged) {
    tables.discardBranch(staged);
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    return tables.publish(request);
  }

  @Override
  public FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window) {
    return tables.estimate(name, snapshotId, window);
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier) {
    return tables.restage(request, earlier);
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
  public Staged stageWritten(StageRequest request, Runnable write) {
    return tables.stageWritten(request, write);
  }

  @Override
  public Expiry expirable(TableName name, ExpiryRequest request) {
    return tables.expirable(name, request);
  }

  @Override
  public boolean commits(TableName name, Map<String, String> summary, Runnable work) {
    return tables.commits(name, summary, work);
  }
}
