package io.flarepath.window;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value on an axis. Only values of one kind can be compared. */
public sealed interface AxisValue extends Comparable<AxisValue> {

  /** A whole number of the axis' steps: microseconds, days, or just a whole number. */
  record Step(long number) implements AxisValue {
    @Override
    public int compareTo(AxisValue other) {
      return Long.compare(number, kind(Step.class, other).number);
    }
  }

  /** A number with a fixed count of fractional digits, which is its scale. */
  record Decimal(BigDecimal number) implements AxisValue {
    @Override
    public int compareTo(AxisValue other) {
      return number.compareTo(kind(Decimal.class, other).number);
    }
  }

  /** Text, in the order of its bytes in UTF-8, as Spark compares it. */
  record Text(String text) implements AxisValue {
    @Override
    public int compareTo(AxisValue other) {
      return Arrays.compareUnsigned(bytes(text), bytes(kind(Text.class, other).text));
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static AxisValue of(long step) {
    return new Step(step);
  }

  /**
   * The number of steps.
   *
   * @throws IllegalStateException if the axis has no steps
   */
  default long step() {
    if (this instanceof Step step) {
      return step.number();
    }
    throw new IllegalStateException(this + " is no number of steps");
  }

  private static <T> T kind(Class<T> kind, AxisValue other) {
    if (!kind.isInstance(other)) {
      throw new IllegalArgumentException(other + " lies on another axis");
    }
    return kind.cast(other);
  }
}
