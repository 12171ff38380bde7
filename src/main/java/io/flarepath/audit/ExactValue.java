package io.flarepath.audit;

import io.flarepath.workflow.Metric;
import java.util.Optional;
import java.util.Set;

/**
 * How the values of whole numbers and decimals are measured without a floating-point number in
 * between. A {@code double} holds whole numbers up to 2^53 only.
 */
final class ExactValue {

  /** Their sums fit into a {@code bigint}. */
  private static final Set<String> SMALL = Set.of("tinyint", "smallint", "int");

  private ExactValue() {}

  /**
   * The measure of a metric that has a column's values; empty for other metrics, and where the
   * column's type is not exact itself.
   *
   * @param value the values that are judged, in the engine's SQL
   * @param type the column's type, as the engine writes it
   */
  static Optional<Measure> of(String name, Metric metric, String value, String type) {
    return switch (metric) {
      case MIN -> isShownExactly(type) ? measure(name, "min(" + value + ")") : Optional.empty();
      case MAX -> isShownExactly(type) ? measure(name, "max(" + value + ")") : Optional.empty();
      case SUM -> isExact(type) ? measure(name, sum(value, type)) : Optional.empty();
      case AVG ->
          isExact(type)
              ? Optional.of(new Measure(name, sum(value, type), "count(" + value + ")"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Measure> measure(String name, String expression) {
    return Optional.of(new Measure(name, expression));
  }

  private static boolean isExact(String type) {
    return SMALL.contains(type) || type.equals("bigint") || type.startsWith("decimal");
  }

  /** A `float` as a `double` has digits that nobody wrote. */
  private static boolean isShownExactly(String type) {
    return isExact(type) || type.equals("float");
  }

  /** The engine's sum of `bigint`s wraps round; as decimals they have room for 10^10 rows. */
  private static String sum(String value, String type) {
    return type.equals("bigint")
        ? "sum(CAST(" + value + " AS DECIMAL(20, 0)))"
        : "sum(" + value + ")";
  }
}
