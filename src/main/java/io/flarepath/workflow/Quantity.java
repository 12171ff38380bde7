package io.flarepath.workflow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A number that was measured. Whole numbers and decimals are kept digit by digit; a floating-point
 * number is the decimal that it is written as.
 *
 * @param value a {@link BigDecimal} without trailing zeros; or a {@link Double} that is not a
 *     number or is infinite
 */
public record Quantity(Number value) {

  /** Longer numbers are shown with an exponent. The engine's decimals have up to 38 digits. */
  private static final int MOST_DIGITS = 40;

  public Quantity {
    value = normal(value);
  }

  private static Number normal(Number value) {
    if (value instanceof Double || value instanceof Float) {
      double number = value.doubleValue();
      return Double.isNaN(number) || Double.isInfinite(number)
          ? (Number) number
          : new BigDecimal(value.toString()).stripTrailingZeros();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros();
    }
    return value instanceof BigInteger whole
        ? new BigDecimal(whole).stripTrailingZeros()
        : BigDecimal.valueOf(value.longValue()).stripTrailingZeros();
  }

  /** The number itself; empty where it is none, or infinite. */
  public Optional<BigDecimal> exact() {
    return value instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
  }

  /** Whether it cannot be compared with a number. */
  boolean isNotANumber() {
    return Double.isNaN(value.doubleValue());
  }

  /** Its order with a number, as that of {@link Comparable}. */
  int order(BigDecimal number) {
    return exact()
        .map(exact -> exact.compareTo(number))
        .orElseGet(() -> (int) Math.signum(value.doubleValue()));
  }

  /**
   * As somebody would write it: a count as a whole number, and no exponent where none is needed.
   */
  @Override
  public String toString() {
    return exact()
        .filter(number -> Math.max(number.precision(), number.scale()) <= MOST_DIGITS)
        .filter(number -> number.precision() - number.scale() <= MOST_DIGITS)
        .map(BigDecimal::toPlainString)
        .orElseGet(value::toString);
  }
}
