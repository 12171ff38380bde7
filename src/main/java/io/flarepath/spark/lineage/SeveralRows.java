package io.flarepath.spark.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SessionWindow;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/**
 * Whether a value is computed from several rows, such as {@code max(at)} of a group. A group may
 * have rows of many windows, and each pass sees those of one alone.
 */
public final class SeveralRows {

  private final Map<Long, LogicalPlan> defined = new HashMap<>();

  private SeveralRows(LogicalPlan plan) {
    define(plan);
  }

  /** Whether a column that a plan gives is such a value, or made of one. */
  public static boolean make(LogicalPlan plan, Attribute column) {
    return new SeveralRows(plan).isMade(plan, column);
  }

  private void define(LogicalPlan plan) {
    if (plan instanceof CTERelationDef definition) {
      defined.put(definition.id(), definition.child());
    }
    Trees.children(plan).forEach(this::define);
  }

  private boolean isMade(LogicalPlan plan, Attribute column) {
    if (plan instanceof Project project) {
      return made(project, Trees.list(project.projectList()), column);
    }
    if (plan instanceof Aggregate aggregate) {
      return made(aggregate, Trees.list(aggregate.aggregateExpressions()), column);
    }
    if (plan instanceof Window window && !gives(window.child(), column)) {
      return true;
    }
    int position = position(plan, column);
    if (plan instanceof Union union) {
      return Trees.children(union).stream()
          .anyMatch(part -> isMade(part, Trees.list(part.output()).get(position)));
    }
    if (plan instanceof CTERelationRef reference) {
      return Optional.ofNullable(defined.get(reference.cteId()))
          .filter(made -> isMade(made, Trees.list(made.output()).get(position)))
          .isPresent();
    }
    return Trees.children(plan).stream()
        .anyMatch(child -> gives(child, column) && isMade(child, column));
  }

  private boolean made(LogicalPlan plan, List<NamedExpression> expressions, Attribute column) {
    return expressions.stream()
        .filter(expression -> expression.exprId().equals(column.exprId()))
        .anyMatch(expression -> isSession(expression) || isComputed(plan, (Expression) expression));
  }

  /** A session grows with the rows that follow, and Spark marks its column for that. */
  private static boolean isSession(NamedExpression expression) {
    return expression.metadata().contains(SessionWindow.marker());
  }

  private boolean isComputed(LogicalPlan plan, Expression expression) {
    return expression.exists(node -> node instanceof AggregateExpression)
        || isMadeOf(plan, expression);
  }

  private boolean isMadeOf(LogicalPlan plan, Expression expression) {
    List<Attribute> used = Trees.list(expression.references().toSeq());
    return used.stream()
        .anyMatch(
            attribute ->
                Trees.children(plan).stream()
                    .anyMatch(child -> gives(child, attribute) && isMade(child, attribute)));
  }

  private static boolean gives(LogicalPlan plan, Attribute column) {
    return position(plan, column) >= 0;
  }

  private static int position(LogicalPlan plan, Attribute column) {
    List<Attribute> output = Trees.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      if (output.get(i).exprId().equals(column.exprId())) {
        return i;
      }
    }
    return -1;
  }
}
