package io.flarepath.spark.lineage;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlFacts.Comparison;
import io.flarepath.sql.SqlFacts.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.types.DataTypes;

/** Finds the conditions of a query that compare a column with a key, as Spark understands them. */
public final class KeyConditions {

  /**
   * A condition.
   *
   * @param column what is compared
   * @param comparison how, and with what
   */
  public record Condition(Traced column, Comparison comparison) {}

  private final BoundSql sql;
  private final Lineage lineage;
  private final List<Condition> found = new ArrayList<>();

  private KeyConditions(BoundSql sql, LogicalPlan plan) {
    this.sql = sql;
    this.lineage = Lineage.of(plan);
  }

  /**
   * The conditions of an analysed query, in sub-queries of its {@code FROM} and {@code WITH} too.
   */
  public static List<Condition> of(LogicalPlan plan, BoundSql sql) {
    KeyConditions conditions = new KeyConditions(sql, plan);
    conditions.walk(plan);
    return List.copyOf(conditions.found);
  }

  private void walk(LogicalPlan plan) {
    if (plan instanceof Filter filter) {
      conjuncts(filter, filter.condition());
    }
    Trees.children(plan).forEach(this::walk);
  }

  private void conjuncts(Filter filter, Expression condition) {
    if (condition instanceof And and) {
      conjuncts(filter, and.left());
      conjuncts(filter, and.right());
    } else if (condition instanceof BinaryComparison comparison) {
      operator(comparison)
          .ifPresent(
              known -> {
                compare(filter, comparison.left(), known, comparison.right(), comparison);
                compare(filter, comparison.right(), turned(known), comparison.left(), comparison);
              });
    }
  }

  private void compare(
      Filter filter,
      Expression column,
      Operator operator,
      Expression other,
      BinaryComparison whole) {
    if (!other.references().isEmpty() || !other.deterministic()) {
      return;
    }
    Optional<Traced> traced = lineage.trace(filter.child(), asWritten(column, whole.origin()));
    Optional<Written> written = written(other, whole.origin());
    if (traced.isPresent() && written.isPresent()) {
      found.add(
          new Condition(
              traced.get(),
              new Comparison(
                  traced.get().name(), operator, written.get().text(), written.get().keys())));
    }
  }

  /**
   * Without casts that Spark adds so that both sides have one type. Text that is compared as a
   * number or a date has another order than text, so there the cast is what counts.
   */
  private static Expression asWritten(Expression column, Origin whole) {
    return column instanceof Cast cast
            && isSame(cast.origin(), whole)
            && !cast.child().dataType().equals(DataTypes.StringType)
        ? asWritten(cast.child(), whole)
        : column;
  }

  private static boolean isSame(Origin origin, Origin other) {
    return origin.startIndex().equals(other.startIndex())
        && origin.stopIndex().equals(other.stopIndex());
  }

  /** What the user wrote for an operand, and the keys in it. */
  private record Written(Passage text, Set<String> keys) {}

  /** Casts that Spark adds have the place of the whole condition. */
  private Optional<Written> written(Expression operand, Origin whole) {
    List<int[]> spans = new ArrayList<>();
    spans(operand, whole, spans);
    OptionalInt start = spans.stream().mapToInt(span -> span[0]).min();
    OptionalInt end = spans.stream().mapToInt(span -> span[1]).max();
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    int first = offset(start.getAsInt());
    int after = offset(end.getAsInt() + 1);
    Set<String> keys = sql.keysWithin(first, after);
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new Written(sql.written(first, after), keys));
  }

  private void spans(Expression node, Origin whole, List<int[]> spans) {
    Origin origin = node.origin();
    boolean isOurs =
        origin.startIndex().isDefined()
            && origin.stopIndex().isDefined()
            && origin.sqlText().isDefined()
            && sql.text().equals(origin.sqlText().get());
    if (isOurs && !isSame(origin, whole)) {
      spans.add(
          new int[] {(Integer) origin.startIndex().get(), (Integer) origin.stopIndex().get()});
    }
    Trees.children(node).forEach(child -> spans(child, whole, spans));
  }

  /** Spark counts code points. */
  private int offset(int position) {
    int length = sql.text().codePointCount(0, sql.text().length());
    return sql.text().offsetByCodePoints(0, Math.max(0, Math.min(position, length)));
  }

  private static Optional<Operator> operator(BinaryComparison comparison) {
    if (comparison instanceof GreaterThan) {
      return Optional.of(Operator.GREATER);
    }
    if (comparison instanceof GreaterThanOrEqual) {
      return Optional.of(Operator.GREATER_OR_EQUAL);
    }
    if (comparison instanceof LessThan) {
      return Optional.of(Operator.LESS);
    }
    return comparison instanceof LessThanOrEqual
        ? Optional.of(Operator.LESS_OR_EQUAL)
        : Optional.empty();
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
    };
  }
}
