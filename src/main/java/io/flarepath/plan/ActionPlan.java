package io.flarepath.plan;

import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An action on one table.
 *
 * @param olderThan the time limit of the action, if it has one
 */
public record ActionPlan(Action action, TableName table, Optional<Instant> olderThan) {

  /** The same expiry of exactly these snapshots. */
  public ActionPlan expiring(List<Long> snapshots) {
    Action.ExpireSnapshots expire = (Action.ExpireSnapshots) action;
    return new ActionPlan(
        new Action.ExpireSnapshots(
            expire.name(),
            expire.input(),
            Optional.empty(),
            snapshots,
            OptionalInt.empty(),
            expire.maxConcurrentDeletes()),
        table,
        Optional.empty());
  }

  /** {@code expire_snapshots of icebase.retail.orders}. */
  public String words() {
    return action.word() + " of " + table;
  }
}
