package io.flarepath.window;

/**
 * A half-open range of values on an axis: {@code start} belongs to it, {@code end} does not.
 *
 * @param axis what the values measure
 * @param start the first value that belongs to the range
 * @param end the first value after the range; not before {@code start}
 */
public record Range(Axis axis, long start, long end) {

  public Range {
    if (end < start) {
      throw new IllegalArgumentException("a range ends at " + end + ", before its start " + start);
    }
  }

  public boolean isEmpty() {
    return start == end;
  }

  public boolean contains(long value) {
    return start <= value && value < end;
  }

  /** Whether every value of the other range belongs to this one; an empty one always does. */
  public boolean covers(Range other) {
    return other.isEmpty() || (start <= other.start && other.end <= end);
  }

  /** {@code [2020-01-01 00:00:00, 2020-02-01 00:00:00)}. */
  @Override
  public String toString() {
    return "[" + axis.text(start) + ", " + axis.text(end) + ")";
  }
}
