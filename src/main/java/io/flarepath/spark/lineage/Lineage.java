package io.flarepath.spark.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * Follows values through an analysed plan, by the ids that Spark gives to columns and never by
 * their names: through projections, aliases, sub-queries, views, {@code WITH}, joins, unions and
 * grouping.
 */
public final class Lineage {

  private final Map<Long, LogicalPlan> defined = new HashMap<>();

  private Lineage(LogicalPlan plan) {
    define(plan);
  }

  /** The lineage in a plan. */
  public static Lineage of(LogicalPlan plan) {
    return new Lineage(plan);
  }

  private void define(LogicalPlan plan) {
    if (plan instanceof CTERelationDef definition) {
      defined.put(definition.id(), definition.child());
    }
    Trees.children(plan).forEach(this::define);
  }

  /**
   * A column that a plan gives, by its name in any case; of several, the first. A field of a struct
   * has the names of its structs before its own, with dots.
   */
  public static Optional<Traced> column(LogicalPlan plan, String name) {
    Lineage lineage = of(plan);
    List<Attribute> output = Trees.list(plan.output());
    return output.stream()
        .filter(attribute -> attribute.name().equalsIgnoreCase(name))
        .findFirst()
        .map(attribute -> lineage.trace(plan, attribute))
        .orElseGet(
            () ->
                output.stream()
                    .filter(
                        each ->
                            name.regionMatches(
                                true, 0, each.name() + ".", 0, each.name().length() + 1))
                    .flatMap(each -> lineage.field(plan, each, name).stream())
                    .findFirst());
  }

  private Optional<Traced> field(LogicalPlan plan, Attribute struct, String path) {
    return trace(plan, struct)
        .flatMap(traced -> traced.field(path.substring(struct.name().length() + 1)));
  }

  /**
   * What a value is made from.
   *
   * @param value an expression over what the plan, or its children, give
   * @return empty where it is not made from exactly one column of one relation
   */
  public Optional<Traced> trace(LogicalPlan plan, Expression value) {
    if (!value.deterministic() || value.exists(node -> node instanceof AggregateExpression)) {
      return Optional.empty();
    }
    Optional<Traced> found = Optional.empty();
    Expression made = value;
    for (Attribute attribute : attributes(value)) {
      Optional<Traced> source = source(plan, attribute);
      if (source.isEmpty() || found.filter(other -> !isOne(other, source.get())).isPresent()) {
        return Optional.empty();
      }
      made = Trees.replace(made, attribute, source.get().value());
      found = source;
    }
    Expression whole = made;
    return found.map(source -> new Traced(source.relation(), source.column(), whole));
  }

  private static boolean isOne(Traced one, Traced other) {
    return one.relation().plan() == other.relation().plan()
        && one.column().exprId().equals(other.column().exprId());
  }

  private static List<Attribute> attributes(Expression value) {
    return Trees.list(value.references().toSeq());
  }

  private Optional<Traced> source(LogicalPlan plan, Attribute attribute) {
    if (!gives(plan, attribute)) {
      return throughChildren(plan, attribute);
    }
    Optional<String> input = Relation.inputOf(plan);
    if (input.isPresent() || (plan instanceof LeafNode && !(plan instanceof CTERelationRef))) {
      Attribute own = output(plan, position(plan, attribute)); // With the name that it has there.
      return Optional.of(new Traced(new Relation(plan, input), own, own));
    }
    if (plan instanceof Project project) {
      return made(project.child(), Trees.list(project.projectList()), attribute);
    }
    if (plan instanceof Aggregate aggregate) {
      return made(aggregate.child(), Trees.list(aggregate.aggregateExpressions()), attribute);
    }
    if (plan instanceof Union union) {
      return ofAll(union, attribute);
    }
    if (plan instanceof WithCTE with) {
      return source(with.plan(), attribute);
    }
    if (plan instanceof CTERelationRef reference) {
      LogicalPlan definition = defined.get(reference.cteId());
      return definition == null
          ? Optional.empty()
          : source(definition, output(definition, position(reference, attribute)));
    }
    return throughChildren(plan, attribute);
  }

  /** A column with the same id has the same values. */
  private Optional<Traced> throughChildren(LogicalPlan plan, Attribute attribute) {
    return Trees.children(plan).stream()
        .filter(child -> gives(child, attribute))
        .findFirst()
        .flatMap(child -> source(child, attribute));
  }

  private Optional<Traced> made(
      LogicalPlan child, List<NamedExpression> expressions, Attribute attribute) {
    return expressions.stream()
        .filter(expression -> expression.exprId().equals(attribute.exprId()))
        .findFirst()
        .flatMap(
            expression ->
                expression instanceof Alias alias
                    ? trace(child, alias.child())
                    : source(child, expression.toAttribute()));
  }

  /** The rows of a union are those of each part, so the column has to be the same in each. */
  private Optional<Traced> ofAll(Union union, Attribute attribute) {
    int position = position(union, attribute);
    Optional<Traced> common = Optional.empty();
    for (LogicalPlan part : Trees.children(union)) {
      Optional<Traced> source = source(part, output(part, position));
      if (source.isEmpty() || common.filter(other -> !other.isSame(source.get())).isPresent()) {
        return Optional.empty();
      }
      common = common.or(() -> source);
    }
    return common;
  }

  private static boolean gives(LogicalPlan plan, Attribute attribute) {
    return Trees.list(plan.output()).stream()
        .anyMatch(given -> given.exprId().equals(attribute.exprId()));
  }

  private static int position(LogicalPlan plan, Attribute attribute) {
    List<Attribute> output = Trees.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      if (output.get(i).exprId().equals(attribute.exprId())) {
        return i;
      }
    }
    throw new IllegalArgumentException(attribute + " is not given by " + plan.nodeName());
  }

  private static Attribute output(LogicalPlan plan, int position) {
    return Trees.list(plan.output()).get(position);
  }
}
