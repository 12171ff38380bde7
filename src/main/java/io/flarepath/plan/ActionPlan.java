package io.flarepath.plan;

import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * An action on one table.
 *
 * @param olderThan the time limit of the action, if it has one
 */
public record ActionPlan(Action action, TableName table, Optional<Instant> olderThan) {

  /** Another action on the same table, which has no time limit. */
  public ActionPlan with(Action other) {
    return new ActionPlan(other, table, Optional.empty());
  }

  /** {@code expire_snapshots of icebase.retail.orders}. */
  public String words() {
    return action.word() + " of " + table;
  }
}
