package io.flarepath.spark.lineage;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNodeTag;
import scala.Option;

/**
 * Where a column's values come from: an input's rows, or whatever else a query reads.
 *
 * @param plan the part of the plan that gives them
 * @param input the input's name; empty for other relations
 */
public record Relation(LogicalPlan plan, Optional<String> input) {

  /** Goes with a plan's node wherever Spark copies it. */
  private static final TreeNodeTag<String> INPUT = new TreeNodeTag<>("flarepath.input");

  /** Marks rows as those of an input, so that queries over them know where they come from. */
  public static void mark(Dataset<Row> rows, String input) {
    rows.queryExecution().analyzed().setTagValue(INPUT, input);
  }

  static Optional<String> inputOf(LogicalPlan plan) {
    Option<String> input = plan.getTagValue(INPUT);
    return input.isDefined() ? Optional.of(input.get()) : Optional.empty();
  }

  boolean isSame(Relation other) {
    boolean isAnInput = input.isPresent() || other.input.isPresent();
    return isAnInput ? input.equals(other.input) : plan.sameResult(other.plan);
  }
}
