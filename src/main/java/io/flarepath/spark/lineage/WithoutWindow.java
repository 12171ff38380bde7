package io.flarepath.spark.lineage;

import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.math.BigDecimal;
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
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
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
   * The query; an equal one where no filter is known to let only the window's rows pass.
   *
   * @param plan an analysed query
   * @param window the window's column
   * @param range the window
   */
  public static LogicalPlan of(LogicalPlan plan, Traced window, Range range) {
    return new WithoutWindow(window, range, Lineage.of(plan)).emptied(plan);
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
        .filter(bound -> bound.isLower && bound.keepsOutBelow(range.start()))
        .anyMatch(
            lower ->
                bounds.stream()
                    .filter(bound -> !bound.isLower && bound.keepsOutFrom(range.end()))
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
        ? value(filter, side).map(value -> new Bound(whole, value, other, isLower))
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
        || (cast.child().dataType() instanceof DecimalType
            && cast.dataType() instanceof DoubleType) // Rounded, but in the same order.
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
   * @param other what is compared with it, or with a cast of it
   */
  private record Bound(
      BinaryComparison whole, Expression value, Expression other, boolean isLower) {

    /** Whether no value below this one passes. */
    boolean keepsOutBelow(AxisValue start) {
      return start.match(
          step -> keepsOut(Function.literal(step - 1, value.dataType())),
          number -> keepsOut(number.subtract(BigDecimal.valueOf(1, number.scale()))),
          text -> first().filter(least -> least.compareTo(start) >= 0).isPresent());
    }

    /** Whether neither this value nor one above it passes. */
    boolean keepsOutFrom(AxisValue end) {
      return end.match(
          step -> keepsOut(Function.literal(step, value.dataType())),
          this::keepsOut,
          text -> first().filter(least -> least.compareTo(end) <= 0).isPresent());
    }

    /** Whether a value does not pass, and so none that lies further out. */
    private boolean keepsOut(Expression literal) {
      Expression at = Function.replaced(whole, value.canonicalized(), literal);
      return computed(at).filter(passes -> passes.equals(false)).isPresent();
    }

    private boolean keepsOut(BigDecimal number) {
      return value.dataType() instanceof DecimalType type
          && number.scale() == type.scale()
          && number.precision() <= type.precision()
          && keepsOut(Literal.create(Decimal.apply(number, type.precision(), type.scale()), type));
    }

    /**
     * The first text that lies beyond the one that the window's value itself is compared with: a
     * lower bound lets it and those after it pass, an upper one those before it.
     */
    private Optional<AxisValue> first() {
      boolean isAfter = isLower == (whole instanceof GreaterThan || whole instanceof LessThan);
      return other.dataType() instanceof StringType
          ? computed(other)
              .filter(compared -> compared instanceof UTF8String)
              .map(Object::toString)
              .filter(text -> computed(other).orElseThrow().equals(UTF8String.fromString(text)))
              .map(AxisValue.Text::new)
              .map(text -> isAfter ? text.next() : text)
          : Optional.empty();
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
