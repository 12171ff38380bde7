package io.flarepath.spark.failure;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.Iterator;

/**
 * How deeply the expressions of a plan are nested. Spark's optimizer takes time by the square or
 * the cube of that: it would neither fail nor end.
 *
 * <p>Chains of AND and of OR are not deep, because Spark's parser makes balanced trees of them.
 */
final class PlanDepth {

  /** What is planned in about a minute at worst. */
  private static final int DEEPEST = 1000;

  private PlanDepth() {}

  private record Level(TreeNode<?> node, int depth) {}

  static boolean isTooMuch(LogicalPlan plan) {
    Deque<TreeNode<?>> plans = new ArrayDeque<>();
    plans.push(plan);
    while (!plans.isEmpty()) {
      TreeNode<?> each = plans.pop();
      children(each).forEachRemaining(plans::push);
      Iterator<Expression> expressions = ((LogicalPlan) each).expressions().iterator();
      while (expressions.hasNext()) {
        if (isTooDeep(expressions.next())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Without recursion: it is for what has too much of it. */
  private static boolean isTooDeep(Expression expression) {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level(expression, 1));
    while (!levels.isEmpty()) {
      Level each = levels.pop();
      if (each.depth > DEEPEST) {
        return true;
      }
      children(each.node).forEachRemaining(child -> levels.push(new Level(child, each.depth + 1)));
    }
    return false;
  }

  private static java.util.Iterator<TreeNode<?>> children(TreeNode<?> node) {
    @SuppressWarnings("unchecked")
    Iterator<TreeNode<?>> children = (Iterator<TreeNode<?>>) node.children().iterator();
    return scala.collection.JavaConverters.asJavaIterator(children);
  }
}
