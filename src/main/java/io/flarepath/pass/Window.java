package io.flarepath.pass;

import io.flarepath.window.Axis;
import io.flarepath.window.AxisText;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Bounds;
import io.flarepath.window.Range;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The rows of a range of a column.
 *
 * @param source the column
 * @param range the values that belong to the window, half-open
 * @param bounds which of the two ends belong to it, as people write the window
 * @param startValue the value of the lower bound on the axis
 * @param endValue the value of the upper bound
 * @param zone in which people read instants
 */
public record Window(
    SourceColumn source,
    Range range,
    Bounds bounds,
    AxisValue startValue,
    AxisValue endValue,
    ZoneId zone) {

  /** The window between two values of an axis; instants are shown in UTC. */
  public static Window between(
      SourceColumn source, Axis axis, Bounds bounds, AxisValue start, AxisValue end) {
    return new Window(source, bounds.range(axis, start, end), bounds, start, end, ZoneOffset.UTC);
  }

  /** The same window, with instants shown in another zone. */
  public Window shownIn(ZoneId other) {
    return new Window(source, range, bounds, startValue, endValue, other);
  }

  /** A value of the column, as people read it. */
  public String text(AxisValue value) {
    return new AxisText(zone).of(range.axis(), value);
  }

  /**
   * The window from the start of this one to the end of a later one; empty where the later one does
   * not go on where this one ends: nothing may lie between them that belongs to neither.
   */
  public Optional<Window> joined(Window later) {
    boolean isOfTheSame =
        source.equals(later.source) && bounds == later.bounds && range.axis() == later.range.axis();
    boolean goesOn =
        isOfTheSame
            && range.start().compareTo(later.range.start()) <= 0
            && later.range.start().compareTo(range.end()) <= 0
            && range.end().compareTo(later.range.end()) < 0;
    return goesOn
        ? Optional.of(
            new Window(
                source,
                new Range(range.axis(), range.start(), later.range.end()),
                bounds,
                startValue,
                later.endValue,
                zone))
        : Optional.empty();
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
    return symbol.charAt(0) + text(startValue) + ", " + text(endValue) + symbol.charAt(1);
  }
}
