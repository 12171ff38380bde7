package io.flarepath.spark.cost;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.trees.TreeNodeTag;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.ReusedSubqueryExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;
import scala.Option;
import scala.collection.JavaConverters;

/** The nodes of a plan that ran. */
final class PlanNodes {

  /** Rows that are kept were computed once, however many queries use them. */
  private static final TreeNodeTag<Boolean> SEEN = new TreeNodeTag<>("flarepath.counted");

  private PlanNodes() {}

  /**
   * Every node that ran for a query, with those of its subqueries, each once. What another query
   * has computed before, and this one uses again, is left out.
   */
  static Set<SparkPlan> of(SparkPlan root) {
    Set<SparkPlan> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<SparkPlan> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      SparkPlan node = open.pop();
      if (node instanceof ReusedExchangeExec || node instanceof ReusedSubqueryExec) {
        continue;
      }
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof CommandResultExec) {
        continue; // The command was a query of its own.
      }
      if (node instanceof AdaptiveSparkPlanExec adaptive) {
        open.push(adaptive.executedPlan());
      } else if (node instanceof QueryStageExec stage) {
        open.push(stage.plan());
      } else if (node instanceof InMemoryTableScanExec kept) {
        kept(kept.relation().cachedPlan(), open);
      }
      JavaConverters.seqAsJavaList(node.children()).forEach(open::push);
      JavaConverters.seqAsJavaList(node.subqueries()).forEach(open::push);
    }
    return seen;
  }

  private static void kept(SparkPlan plan, Deque<SparkPlan> open) {
    Option<Boolean> seen = plan.getTagValue(SEEN);
    if (seen.isEmpty()) {
      plan.setTagValue(SEEN, true);
      open.push(plan);
    }
  }
}
