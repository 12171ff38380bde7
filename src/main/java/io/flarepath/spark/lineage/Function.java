package io.flarepath.spark.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ShortType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** A value as a function of another one that it rises with, computed by Spark. */
public final class Function {

  private final Expression expression;
  private final AttributeReference argument;
  private final List<LocalTime> localTimes;

  private Function(Expression expression, AttributeReference argument, List<LocalTime> localTimes) {
    this.expression = expression;
    this.argument = argument;
    this.localTimes = localTimes;
  }

  /**
   * One value as a function of another, if that is all that it is made from, and it is known that
   * the one never falls while the other rises.
   */
  public static Optional<Function> from(Traced argument, Traced value) {
    return made(argument, value)
        .flatMap(
            any ->
                Monotone.localTimes(any.expression, any.argument)
                    .map(times -> new Function(any.expression, any.argument, times)));
  }

  /**
   * One value as a function of another that is text, if that is all that it is made from. Nothing
   * is known of its order: the same day may be written in many ways.
   */
  public static Optional<Function> fromText(Traced argument, Traced value) {
    return argument.type().equals(DataTypes.StringType) ? made(argument, value) : Optional.empty();
  }

  private static Optional<Function> made(Traced argument, Traced value) {
    ExprId id = NamedExpression.newExprId();
    AttributeReference place =
        new AttributeReference("x", argument.type(), true, Metadata.empty(), id, Trees.none());
    Expression made = replaced(value.plain(), argument.normal(), place);
    List<Attribute> references = Trees.list(made.references().toSeq());
    return references.size() == 1 && references.get(0).exprId().equals(id)
        ? Optional.of(new Function(made, place, List.of()))
        : Optional.empty();
  }

  /**
   * Whether smaller arguments give smaller values, or the same, and greater ones greater or the
   * same. That fails where a local time occurs twice, or is skipped.
   *
   * @param number as of {@link #at}
   */
  public boolean keepsOrderAt(long number) {
    return localTimes.stream()
        .allMatch(
            time ->
                computed(time.converted(), number) instanceof Number micros
                    && time.keepsOrderAt(micros.longValue()));
  }

  /**
   * The function's value at a number of its argument's axis, as one of its own axis: microseconds,
   * days, whole numbers; empty where it is null or cannot be computed.
   */
  public OptionalLong at(long number) {
    return number(computed(expression, number));
  }

  /** The function's value at a text, as {@link #at(long)} gives it. */
  public OptionalLong at(String text) {
    return number(computed(expression, Literal.create(text, DataTypes.StringType)));
  }

  private static OptionalLong number(@Nullable Object computed) {
    return computed instanceof Number value
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  private @Nullable Object computed(Expression of, long number) {
    return computed(of, literal(number, argument.dataType()));
  }

  /** What Spark computes; null where that is null, or out of the function's domain. */
  private @Nullable Object computed(Expression of, Literal at) {
    try {
      return runnable(Trees.replace(of, argument, at)).eval(null);
    } catch (RuntimeException e) {
      return null;
    }
  }

  static Literal literal(long number, DataType type) {
    Object value = number;
    if (type instanceof DateType || type instanceof IntegerType) {
      value = (int) number;
    } else if (type instanceof ShortType) {
      value = (short) number;
    } else if (type instanceof ByteType) {
      value = (byte) number;
    }
    return new Literal(value, type);
  }

  /** Every part that is canonically {@code what} becomes something else. */
  static Expression replaced(Expression in, Expression what, Expression by) {
    if (in.canonicalized().equals(what)) {
      return by;
    }
    List<Expression> children = new ArrayList<>();
    Trees.children(in).forEach(child -> children.add(replaced(child, what, by)));
    return with(in, children);
  }

  /** Spark computes some functions by others, and only its optimizer puts those in. */
  static Expression runnable(Expression in) {
    Expression real = in instanceof RuntimeReplaceable function ? function.replacement() : in;
    List<Expression> children = new ArrayList<>();
    Trees.children(real).forEach(child -> children.add(runnable(child)));
    return with(real, children);
  }

  private static Expression with(Expression in, List<Expression> children) {
    return children.isEmpty()
        ? in
        : in.withNewChildren(JavaConverters.asScalaBuffer(children).toList());
  }
}
