package io.flarepath.spark.guard;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.JavaConverters;

/** Visits a plan: its nodes, their expressions, and the plans within either. */
final class Plans {

  private final Consumer<LogicalPlan> nodes;
  private final Consumer<Expression> expressions;

  private Plans(Consumer<LogicalPlan> nodes, Consumer<Expression> expressions) {
    this.nodes = nodes;
    this.expressions = expressions;
  }

  /** Visits what is not analysed yet. What is, was visited before. */
  static void visit(
      LogicalPlan plan, Consumer<LogicalPlan> nodes, Consumer<Expression> expressions) {
    new Plans(nodes, expressions).node(plan);
  }

  /** Visits an expression, and the plans in it. */
  static void visit(
      Expression expression, Consumer<LogicalPlan> nodes, Consumer<Expression> expressions) {
    new Plans(nodes, expressions).each(List.of(expression));
  }

  private void node(LogicalPlan node) {
    if (node.analyzed()) {
      return;
    }
    nodes.accept(node);
    each(JavaConverters.seqAsJavaList(node.expressions()));
    JavaConverters.seqAsJavaList(node.children()).forEach(this::node);
    for (TreeNode<?> inner : JavaConverters.seqAsJavaList(node.innerChildren())) {
      if (inner instanceof LogicalPlan plan) {
        node(plan);
      }
    }
  }

  private void each(List<Expression> all) {
    for (Expression each : all) {
      expressions.accept(each);
      if (each instanceof SubqueryExpression subquery) {
        node(subquery.plan());
      }
      each(JavaConverters.seqAsJavaList(each.children()));
    }
  }
}
