package io.flarepath.fire;

import io.flarepath.lab.MeddledTables;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Branch;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.Tables;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;

/** The tables, with a gate around each step that changes something. */
final class GatedTables extends MeddledTables {

  private final Gate gate;

  GatedTables(Tables tables, Gate gate) {
    super(tables);
    this.gate = gate;
  }

  @Override
  public TableFacts create(OutputWrite write, String runId) {
    gate.reach(Point.BEFORE_CREATE);
    TableFacts table = super.create(write, runId);
    gate.reach(Point.AFTER_CREATE);
    return table;
  }

  @Override
  public Staged stage(StageRequest request, FileSet files, Budget budget) {
    gate.reach(Point.BEFORE_STAGE);
    Staged staged = super.stage(request, files, budget);
    gate.reach(Point.AFTER_STAGE);
    return staged;
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier, Budget budget) {
    gate.reach(Point.BEFORE_RESTAGE);
    Restaged restaged = super.restage(request, earlier, budget);
    gate.reach(Point.AFTER_RESTAGE);
    return restaged;
  }

  @Override
  public PublishOutcome publish(PublishRequest request) {
    gate.reach(Point.BEFORE_PUBLISH);
    PublishOutcome outcome = super.publish(request);
    gate.reach(Point.AFTER_PUBLISH);
    return outcome;
  }

  @Override
  public void removeBranch(TableName name, Branch branch) {
    gate.reach(Point.BEFORE_BRANCH_REMOVED);
    super.removeBranch(name, branch);
    gate.reach(Point.AFTER_BRANCH_REMOVED);
  }

  @Override
  public Staged nothing(StageRequest request, Budget budget) {
    gate.reach(Point.BEFORE_STAGE);
    Staged staged = super.nothing(request, budget);
    gate.reach(Point.AFTER_STAGE);
    return staged;
  }
}
