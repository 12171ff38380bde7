package io.flarepath.spark.rows;

import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DecimalType;

/** Values of windows between our axes and Spark's types. */
public final class AxisValues {

  private AxisValues() {}

  /** A value that Spark gave, with its java.time types on. */
  public static AxisValue of(Object value) {
    if (value instanceof String text) {
      return new AxisValue.Text(text);
    }
    return value instanceof BigDecimal number
        ? new AxisValue.Decimal(number)
        : AxisValue.of(step(value));
  }

  private static long step(Object value) {
    if (value instanceof Instant instant) {
      return Axis.TIMESTAMP.value(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    if (value instanceof LocalDateTime local) {
      return Axis.LOCAL_TIMESTAMP.value(local);
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("a window cannot be a range of " + value.getClass());
  }

  /** Whether a column's value lies in a range; null is not in any. */
  public static Column within(Column column, Range range) {
    return functions.coalesce(filter(column, range), functions.lit(false));
  }

  /** The same as a filter that Iceberg can use to skip files. */
  public static Column filter(Column column, Range range) {
    return isTooLarge(range.start())
        ? functions.lit(false)
        : column
            .geq(literal(range.axis(), range.start()))
            .and(
                isTooLarge(range.end())
                    ? functions.lit(true)
                    : column.lt(literal(range.axis(), range.end())));
  }

  /** After the greatest of Spark's decimals comes one that Spark cannot write. */
  private static boolean isTooLarge(AxisValue value) {
    return value.match(
        step -> false, decimal -> decimal.precision() > DecimalType.MAX_PRECISION(), text -> false);
  }

  /** A value as Spark's own. */
  public static Column literal(Axis axis, AxisValue value) {
    return value.match(step -> literal(axis, step), functions::lit, functions::lit);
  }

  private static Column literal(Axis axis, long step) {
    return switch (axis) {
      case TIMESTAMP -> functions.lit(axis.time(step).toInstant(ZoneOffset.UTC));
      case LOCAL_TIMESTAMP -> functions.lit(axis.time(step));
      case DATE -> functions.lit(LocalDate.ofEpochDay(step));
      case NUMBER, DECIMAL, TEXT -> functions.lit(step);
    };
  }
}
