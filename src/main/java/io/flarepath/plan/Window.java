package io.flarepath.plan;

import io.flarepath.window.Range;

/**
 * The rows that one pass is about, on the axis of the window's column.
 *
 * @param column the window's column, with its bounds as they were compared
 * @param type the column's type in the input, as the engine writes it
 * @param range the values that belong to the window, half-open
 * @param startValue the value of the lower bound on the axis
 * @param endValue the value of the upper bound
 */
public record Window(
    WindowColumn column, String type, Range range, long startValue, long endValue) {

  /** The bounds as people read them: {@code (2001-01-01 00:00:00, 2001-02-01 00:00:00]}. */
  @Override
  public String toString() {
    String symbol = column.bounds().symbol();
    return symbol.charAt(0)
        + range.axis().text(startValue)
        + ", "
        + range.axis().text(endValue)
        + symbol.charAt(1);
  }
}
