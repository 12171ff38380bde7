package io.flarepath.window;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.LongFunction;

/** A value on an axis. Only values of one kind can be compared. */
public sealed interface AxisValue extends Comparable<AxisValue>, Serializable {

  /** What a caller makes of the value, which has one of three kinds. */
  <R> R match(LongFunction<R> step, Function<BigDecimal, R> decimal, Function<String, R> text);

  /**
   * The least value after this one: no value lies between the two. The greatest has none after it,
   * and is its own.
   */
  AxisValue next();

  /** Whether there is no value after this one. */
  default boolean isGreatest() {
    return next().equals(this);
  }

  /** A whole number of the axis' steps: microseconds, days, or just a whole number. */
  record Step(long number) implements AxisValue {

    @Override
    public <R> R match(
        LongFunction<R> step, Function<BigDecimal, R> decimal, Function<String, R> text) {
      return step.apply(number);
    }

    @Override
    public AxisValue next() {
      return number == Long.MAX_VALUE ? this : new Step(number + 1);
    }

    @Override
    public int compareTo(AxisValue other) {
      return Long.compare(number, other.step());
    }
  }

  /** A number with a fixed count of fractional digits, which is its scale. */
  record Decimal(BigDecimal number) implements AxisValue {

    @Override
    public <R> R match(
        LongFunction<R> step, Function<BigDecimal, R> decimal, Function<String, R> text) {
      return decimal.apply(number);
    }

    @Override
    public AxisValue next() {
      return new Decimal(number.add(BigDecimal.valueOf(1, number.scale())));
    }

    @Override
    public int compareTo(AxisValue other) {
      return other.match(
          step -> otherAxis(this, other), number::compareTo, text -> otherAxis(this, other));
    }
  }

  /** Text, in the order of its bytes in UTF-8, as Spark compares it. */
  record Text(String text) implements AxisValue {

    static final String NUL = "\0";

    @Override
    public <R> R match(
        LongFunction<R> step, Function<BigDecimal, R> decimal, Function<String, R> asText) {
      return asText.apply(text);
    }

    @Override
    public AxisValue next() {
      return new Text(text + NUL);
    }

    @Override
    public int compareTo(AxisValue other) {
      return other.match(
          step -> otherAxis(this, other),
          decimal -> otherAxis(this, other),
          another -> Arrays.compareUnsigned(bytes(text), bytes(another)));
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
   * @throws IllegalArgumentException if the axis has no steps
   */
  default long step() {
    return match(
        step -> step,
        decimal -> {
          throw new IllegalArgumentException(decimal + " is no number of steps");
        },
        text -> {
          throw new IllegalArgumentException("`" + text + "` is no number of steps");
        });
  }

  private static int otherAxis(AxisValue value, AxisValue other) {
    throw new IllegalArgumentException(value + " and " + other + " lie on different axes");
  }
}
