package io.flarepath.spark;

import io.flarepath.untaken.RowChange;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Tail;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.execution.LogicalRDD;
import scala.collection.JavaConverters;

/** What a result does to the rows that it is made from, beyond what was done to them before. */
final class RowChanges {

  private final Map<RowChange, Integer> found = new EnumMap<>(RowChange.class);

  private RowChanges() {}

  /**
   * Those that a result has more of than its input.
   *
   * @param input selects the rows, itself by filters
   */
  static Set<RowChange> of(LogicalPlan input, LogicalPlan result) {
    RowChanges before = new RowChanges();
    before.collect(input);
    RowChanges after = new RowChanges();
    after.collect(result);
    Set<RowChange> changes = EnumSet.noneOf(RowChange.class);
    after.found.forEach(
        (change, times) -> {
          if (times > before.found.getOrDefault(change, 0)) {
            changes.add(change);
          }
        });
    return changes;
  }

  private void collect(LogicalPlan plan) {
    change(plan).ifPresent(change -> found.merge(change, 1, Integer::sum));
    JavaConverters.seqAsJavaList(plan.children()).forEach(this::collect);
  }

  private static Optional<RowChange> change(LogicalPlan plan) {
    if (plan instanceof Filter) {
      return Optional.of(RowChange.FILTERS);
    }
    if (plan instanceof Join) {
      return Optional.of(RowChange.JOINS);
    }
    if (plan instanceof Aggregate) {
      return Optional.of(RowChange.AGGREGATES);
    }
    if (plan instanceof Distinct || plan instanceof Deduplicate) {
      return Optional.of(RowChange.REMOVES_DUPLICATES);
    }
    if (plan instanceof Intersect || plan instanceof Except) {
      return Optional.of(RowChange.FILTERS);
    }
    if (plan instanceof Generate || plan instanceof Expand) {
      return Optional.of(RowChange.MAKES_SEVERAL);
    }
    if (plan instanceof Union) {
      return Optional.of(RowChange.UNITES);
    }
    return limitOrFunction(plan);
  }

  private static Optional<RowChange> limitOrFunction(LogicalPlan plan) {
    if (plan instanceof GlobalLimit
        || plan instanceof Tail
        || plan instanceof Offset
        || plan instanceof Sample) {
      return Optional.of(RowChange.LIMITS);
    }
    return plan instanceof LogicalRDD ? Optional.of(RowChange.OTHER) : Optional.empty();
  }
}
