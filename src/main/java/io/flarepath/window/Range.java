package io.flarepath.window;

/**
 * A half-open range of values on an axis: {@code start} belongs to it, {@code end} does not.
 *
 * @param axis what the values measure
 * @param start the first value that belongs to the range
 * @param end the first value after the range; not before {@code start}
 */
public record Range(Axis axis, AxisValue start, AxisValue end) {

  public Range {
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException(
          "a range ends at " + axis.text(end) + ", before its start " + axis.text(start));
    }
  }

  /** A range of an axis that has steps. */
  public Range(Axis axis, long start, long end) {
    this(axis, AxisValue.of(start), AxisValue.of(end));
  }

  /** The first step, on an axis that has steps. */
  public long firstStep() {
    return start.step();
  }

  /** The first step after the range, on an axis that has steps. */
  public long endStep() {
    return end.step();
  }

  public boolean isEmpty() {
    return start.compareTo(end) == 0;
  }

  public boolean contains(AxisValue value) {
    return start.compareTo(value) <= 0 && value.compareTo(end) < 0;
  }

  /** Whether every value of the other range belongs to this one; an empty one always does. */
  public boolean covers(Range other) {
    return other.isEmpty() || (start.compareTo(other.start) <= 0 && other.end.compareTo(end) <= 0);
  }

  /** Whether a range has a value at least as great as all of this one's. */
  public boolean isReachedBy(AxisValue value) {
    return value.next().compareTo(end) >= 0;
  }

  /** {@code [2020-01-01 00:00:00, 2020-02-01 00:00:00)}. */
  @Override
  public String toString() {
    return "[" + axis.text(start) + ", " + axis.text(end) + ")";
  }
}
