package io.flarepath.spark.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.AddMonths;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Ceil;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.DateAdd;
import org.apache.spark.sql.catalyst.expressions.DateFromUnixDate;
import org.apache.spark.sql.catalyst.expressions.DateSub;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Floor;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.LastDay;
import org.apache.spark.sql.catalyst.expressions.MicrosToTimestamp;
import org.apache.spark.sql.catalyst.expressions.MillisToTimestamp;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Pmod;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.SecondsToTimestamp;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.ToUnixTimestamp;
import org.apache.spark.sql.catalyst.expressions.TruncDate;
import org.apache.spark.sql.catalyst.expressions.TruncTimestamp;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.catalyst.expressions.UnixMicros;
import org.apache.spark.sql.catalyst.expressions.UnixMillis;
import org.apache.spark.sql.catalyst.expressions.UnixSeconds;
import org.apache.spark.sql.catalyst.expressions.UnixTimestamp;
import org.apache.spark.sql.catalyst.expressions.Year;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;

/**
 * Whether a function never falls while its argument rises. Only then do windows that follow each
 * other have values that follow each other: {@code month(at)} is 3 in March of every year. A
 * function that is not listed here is not known to be one.
 *
 * <p>The local time of an instant falls when clocks go back, so what reads the local time is
 * collected, and {@link LocalTime} looks at the places where it matters.
 */
final class Monotone {

  private static final Set<String> WITHIN_HOURS =
      Set.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR");
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
  private static final int DIGITS_OF_A_LONG = 18;

  private final Attribute argument;
  private final List<LocalTime> localTimes = new ArrayList<>();

  private Monotone(Attribute argument) {
    this.argument = argument;
  }

  /**
   * What a function converts between instants and local times; none if that plays no part.
   *
   * @param of the function
   * @param argument what it is a function of
   * @return empty if the function is not known to be monotone
   */
  static Optional<List<LocalTime>> localTimes(Expression of, Attribute argument) {
    Monotone monotone = new Monotone(argument);
    return monotone.rises(of) ? Optional.of(List.copyOf(monotone.localTimes)) : Optional.empty();
  }

  private boolean rises(Expression of) {
    if (of instanceof Attribute attribute) {
      return attribute.exprId().equals(argument.exprId());
    }
    if (of instanceof RuntimeReplaceable replaceable) {
      return rises(replaceable.replacement());
    }
    if (of instanceof Cast cast) {
      return cast(cast);
    }
    if (of instanceof TruncTimestamp truncated) {
      return truncatedTime(truncated);
    }
    if (of instanceof Year
        || of instanceof LastDay
        || of instanceof UnixDate
        || of instanceof DateFromUnixDate
        || of instanceof UnixSeconds
        || of instanceof UnixMillis
        || of instanceof UnixMicros
        || of instanceof SecondsToTimestamp
        || of instanceof MillisToTimestamp
        || of instanceof MicrosToTimestamp
        || of instanceof Floor
        || of instanceof Ceil) {
      return rises(child(of, 0));
    }
    if (of instanceof TruncDate
        || of instanceof DateAdd
        || of instanceof DateSub
        || of instanceof AddMonths
        || of instanceof Coalesce) {
      return restIsConstant(of) && rises(child(of, 0));
    }
    if (of instanceof UnixTimestamp || of instanceof ToUnixTimestamp) {
      boolean isTime = !child(of, 0).dataType().equals(DataTypes.StringType);
      return isTime && rises(child(of, 0));
    }
    return arithmetic(of);
  }

  private boolean arithmetic(Expression of) {
    if (!(of.dataType() instanceof NumericType)) {
      return false;
    }
    if (of instanceof Add) {
      return oneIsConstant(of) && rises(variable(of));
    }
    if (of instanceof Subtract) {
      return isRounded(of) || (child(of, 1).foldable() && rises(child(of, 0)));
    }
    if (of instanceof Multiply) {
      return oneIsConstant(of) && isPositive(constant(of)) && rises(variable(of));
    }
    if (of instanceof Divide || of instanceof IntegralDivide) {
      return isPositive(child(of, 1)) && rises(child(of, 0));
    }
    return false;
  }

  /** {@code x - x % 100}, which rounds to hundreds. */
  private boolean isRounded(Expression difference) {
    Expression whole = child(difference, 0);
    Expression rest = child(difference, 1);
    boolean isRest = rest instanceof Remainder || rest instanceof Pmod;
    return isRest
        && whole.canonicalized().equals(child(rest, 0).canonicalized())
        && isPositive(child(rest, 1))
        && rises(whole);
  }

  private boolean truncatedTime(TruncTimestamp truncated) {
    if (!truncated.format().foldable() || truncated.format().eval(null) == null) {
      return false;
    }
    String unit = truncated.format().eval(null).toString().toUpperCase(Locale.ROOT);
    if (!WITHIN_HOURS.contains(unit)) {
      localTimes.add(new LocalTime(truncated.timestamp(), truncated.zoneId()));
    }
    return rises(truncated.timestamp());
  }

  private boolean cast(Cast cast) {
    DataType from = cast.child().dataType();
    DataType to = cast.dataType();
    boolean fromInstant = from.equals(DataTypes.TimestampType);
    boolean fromLocal = from.equals(DataTypes.TimestampNTZType);
    boolean toInstant = to.equals(DataTypes.TimestampType);
    boolean toLocal = to.equals(DataTypes.TimestampNTZType);
    boolean toDate = to.equals(DataTypes.DateType);
    if ((fromInstant && (toDate || toLocal)) || (fromLocal && toInstant)) {
      localTimes.add(new LocalTime(cast.child(), cast.zoneId()));
      return rises(cast.child());
    }
    boolean isKnown =
        from.equals(to)
            || (from.equals(DataTypes.DateType) && (toInstant || toLocal))
            || (fromLocal && toDate)
            || (fromInstant && to.equals(DataTypes.LongType))
            || (WHOLE.contains(from) && toInstant)
            || numbers(from, to);
    return isKnown && rises(cast.child());
  }

  /** Casts of numbers that round or give null, but never wrap around. */
  private static boolean numbers(DataType from, DataType to) {
    boolean isToFraction = to instanceof DecimalType || to instanceof DoubleType;
    if (WHOLE.contains(from)) {
      return isToFraction || WHOLE.indexOf(from) <= WHOLE.indexOf(to);
    }
    if (from instanceof DecimalType decimal) {
      boolean fits = decimal.precision() - decimal.scale() <= DIGITS_OF_A_LONG;
      return isToFraction || (to.equals(DataTypes.LongType) && fits);
    }
    return (from instanceof FloatType || from instanceof DoubleType)
        && (isToFraction || to.equals(DataTypes.LongType));
  }

  private static boolean oneIsConstant(Expression of) {
    return child(of, 0).foldable() || child(of, 1).foldable();
  }

  private static Expression constant(Expression of) {
    return child(of, 0).foldable() ? child(of, 0) : child(of, 1);
  }

  private static Expression variable(Expression of) {
    return child(of, 0).foldable() ? child(of, 1) : child(of, 0);
  }

  private static boolean restIsConstant(Expression of) {
    return Trees.children(of).stream().skip(1).allMatch(Expression::foldable);
  }

  private static boolean isPositive(Expression constant) {
    if (!constant.foldable()) {
      return false;
    }
    Object value = constant.eval(null);
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal().signum() > 0;
    }
    return value instanceof Number number && number.doubleValue() > 0;
  }

  private static Expression child(Expression of, int position) {
    return Trees.children(of).get(position);
  }
}
