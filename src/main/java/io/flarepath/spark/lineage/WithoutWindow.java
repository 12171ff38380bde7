package io.flarepath.spark.lineage;

import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.TimestampType;
import scala.collection.JavaConverters;

/**
 * A query as it is when its relation has no row of a window: filters that let only the window's
 * rows pass let none pass. All its other parts stay, so that what they give can be seen.
 */
public final class WithoutWindow {

  private final Traced window;
  private final Range range;
  private final Lineage lineage;

  private WithoutWindow(Traced window, Range range, Lineage lineage) {
    this.window = window;
    this.range = range;
    this.lineage = lineage;
  }

  /**
   * The query; an equal one where no filter is known to let only the window's rows pass, as where
   * the window's axis has no steps.
   *
   * @param plan an analysed query
   * @param window the window's column
   * @param range the window
   */
  public static LogicalPlan of(LogicalPlan plan, Traced window, Range range) {
    return range.axis().hasSteps()
        ? new WithoutWindow(window, range, Lineage.of(plan)).emptied(plan)
        : plan;
  }

  private LogicalPlan emptied(LogicalPlan plan) {
    if (plan instanceof Filter filter && isOfWindowOnly(filter)) {
      return new Filter(Literal.FalseLiteral(), filter.child());
    }
    List<LogicalPlan> children = Trees.children(plan);
    List<LogicalPlan> emptied = children.stream().map(this::emptied).toList();
    for (int i = 0; i < children.size(); i++) {
      if (emptied.get(i) != children.get(i)) {
        return plan.withNewChildren(JavaConverters.asScalaBuffer(emptied).toList());
      }
    }
    return plan;
  }

  /**
   * Whether one value of the filter's rows is the window's and is bounded on both sides, by which
   * no value outside the window passes. Two values that are made alike may be those of two rows.
   */
  private boolean isOfWindowOnly(Filter filter) {
    List<Bound> bounds = new ArrayList<>();
    bounds(filter, filter.condition(), bounds);
    return bounds.stream()
        .filter(bound -> bound.isLower && bound.keepsOut(range.firstStep() - 1))
        .anyMatch(
            lower ->
                bounds.stream()
                    .filter(bound -> !bound.isLower && bound.keepsOut(range.endStep()))
                    .anyMatch(upper -> upper.value.semanticEquals(lower.value)));
  }

  private void bounds(Filter filter, Expression condition, List<Bound> found) {
    if (condition instanceof And and) {
      bounds(filter, and.left(), found);
      bounds(filter, and.right(), found);
    } else if (condition instanceof BinaryComparison whole) {
      boolean isGreater = whole instanceof GreaterThan || whole instanceof GreaterThanOrEqual;
      boolean isLess = whole instanceof LessThan || whole instanceof LessThanOrEqual;
      if (isGreater || isLess) {
        bound(filter, whole, whole.left(), whole.right(), isGreater).ifPresent(found::add);
        bound(filter, whole, whole.right(), whole.left(), isLess).ifPresent(found::add);
      }
    }
  }

  private Optional<Bound> bound(
      Filter filter, BinaryComparison whole, Expression side, Expression other, boolean isLower) {
    boolean isFixed =
        other.references().isEmpty()
            && other.deterministic()
            && !other.containsPattern(TreePattern.CURRENT_LIKE());
    return isFixed
        ? value(filter, side).map(value -> new Bound(whole, value, isLower))
        : Optional.empty();
  }

  /** The window's value in a side of a comparison, below casts that keep the order. */
  private Optional<Expression> value(Filter filter, Expression side) {
    Optional<Traced> traced = lineage.trace(filter.child(), side);
    if (traced.filter(window::isSame).filter(WithoutWindow::isNullForNull).isPresent()) {
      return Optional.of(side);
    }
    return side instanceof Cast cast && keepsOrder(cast)
        ? value(filter, cast.child())
        : Optional.empty();
  }

  private static boolean keepsOrder(Cast cast) {
    return (cast.child().dataType() instanceof NumericType
            && cast.dataType() instanceof NumericType
            && Cast.canUpCast(cast.child().dataType(), cast.dataType()))
        || (cast.child().dataType() instanceof DateType
            && cast.dataType() instanceof TimestampType);
  }

  /** An outer join gives nulls that the relation does not have; they must not become values. */
  private static boolean isNullForNull(Traced traced) {
    Expression ofNull =
        Trees.replace(
            traced.value(), traced.column(), Literal.create(null, traced.column().dataType()));
    return computed(ofNull).filter(value -> value == NOTHING).isPresent();
  }

  /**
   * A bound.
   *
   * @param whole the comparison
   * @param value the window's value in it
   */
  private record Bound(BinaryComparison whole, Expression value, boolean isLower) {

    /** Whether a value does not pass, and so none that lies further out. */
    boolean keepsOut(long number) {
      Expression at =
          Function.replaced(
              whole, value.canonicalized(), Function.literal(number, value.dataType()));
      return computed(at).filter(passes -> passes.equals(false)).isPresent();
    }
  }

  private static final Object NOTHING = new Object();

  /** What Spark computes: null is {@link #NOTHING}, and what cannot be computed is empty. */
  private static Optional<Object> computed(Expression expression) {
    try {
      Object value = Function.runnable(expression).eval(null);
      return Optional.of(value == null ? NOTHING : value);
    } catch (Exception e) {
      return Optional.empty();
    }
  }
}
