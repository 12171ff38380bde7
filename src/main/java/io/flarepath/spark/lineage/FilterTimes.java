package io.flarepath.spark.lineage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;

/** The instants that the filters of a plan compare with. */
public final class FilterTimes {

  private FilterTimes() {}

  /**
   * Finds them.
   *
   * @param plan an optimised plan, in which constants are computed
   */
  public static List<Instant> of(LogicalPlan plan) {
    List<Instant> times = new ArrayList<>();
    ofPlan(plan, times);
    return times;
  }

  private static void ofPlan(LogicalPlan plan, List<Instant> times) {
    if (plan instanceof Filter filter) {
      ofExpression(filter.condition(), times);
    }
    Trees.children(plan).forEach(child -> ofPlan(child, times));
  }

  private static void ofExpression(Expression expression, List<Instant> times) {
    if (expression instanceof Literal literal
        && literal.dataType().equals(DataTypes.TimestampType)
        && literal.value() instanceof Long micros) {
      times.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
    Trees.children(expression).forEach(child -> ofExpression(child, times));
  }
}
