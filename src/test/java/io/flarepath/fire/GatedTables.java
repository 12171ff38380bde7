package io.flarepath.fire;

import io.flarepath.lab.MeddledTables;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Tables;
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
  public Staged stage(StageRequest request) {
    gate.reach(Point.BEFORE_STAGE);
    Staged staged = super.stage(request);
    gate.reach(Point.AFTER_STAGE);
    return staged;
  }

  @Override
  public Restaged restage(StageRequest request, Staged earlier) {
    gate.reach(Point.BEFORE_RESTAGE);
    Restaged restaged = super.restage(request, earlier);
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
}
