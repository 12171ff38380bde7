package io.flarepath.pass;

import io.flarepath.window.Axis;
import io.flarepath.window.Bounds;
import io.flarepath.window.Range;

/**
 * The rows of a range of a column.
 *
 * @param source the column
 * @param range the values that belong to the window, half-open
 * @param bounds which of the two ends belong to it, as people write the window
 * @param startValue the value of the lower bound on the axis
 * @param endValue the value of the upper bound
 */
public record Window(
    SourceColumn source, Range range, Bounds bounds, long startValue, long endValue) {

  /** The window between two values of an axis. */
  public static Window between(
      SourceColumn source, Axis axis, Bounds bounds, long start, long end) {
    return new Window(source, bounds.range(axis, start, end), bounds, start, end);
  }

  /** The column, as people read it. */
  public String column() {
    return source.name();
  }

  /** The column's type, as the engine writes it. */
  public String type() {
    return source.type();
  }

  /** The bounds as people read them: {@code (2001-01-01 00:00:00, 2001-02-01 00:00:00]}. */
  @Override
  public String toString() {
    String symbol = bounds.symbol();
    return symbol.charAt(0)
        + range.axis().text(startValue)
        + ", "
        + range.axis().text(endValue)
        + symbol.charAt(1);
  }
}
