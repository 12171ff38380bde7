package io.flarepath.window;

/** Which of its two ends belong to a window, as the user's SQL compares them. */
public enum Bounds {
  /** {@code > start AND <= end}, the usual form of Flare's workflows. */
  OPEN_CLOSED("(]", false, true),
  /** {@code >= start AND < end}. */
  CLOSED_OPEN("[)", true, false),
  /** {@code BETWEEN start AND end}. */
  CLOSED("[]", true, true),
  /** {@code > start AND < end}. */
  OPEN("()", false, false);

  private final String symbol;
  private final boolean includesStart;
  private final boolean includesEnd;

  Bounds(String symbol, boolean includesStart, boolean includesEnd) {
    this.symbol = symbol;
    this.includesStart = includesStart;
    this.includesEnd = includesEnd;
  }

  public static Bounds of(boolean includesStart, boolean includesEnd) {
    if (includesStart) {
      return includesEnd ? CLOSED : CLOSED_OPEN;
    }
    return includesEnd ? OPEN_CLOSED : OPEN;
  }

  /** The two brackets, for example {@code (]}. */
  public String symbol() {
    return symbol;
  }

  public boolean includesStart() {
    return includesStart;
  }

  public boolean includesEnd() {
    return includesEnd;
  }

  /**
   * The half-open range that holds the same values. Between a value and the next there is none, so
   * {@code > x} is {@code >=} the next value after {@code x}.
   *
   * @throws IllegalArgumentException if the end lies before the start
   */
  public Range range(Axis axis, AxisValue start, AxisValue end) {
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException(
          "a window ends at " + axis.text(end) + ", before its start " + axis.text(start));
    }
    AxisValue first = includesStart ? start : start.next();
    AxisValue after = includesEnd ? end.next() : end;
    return new Range(axis, first, first.compareTo(after) > 0 ? first : after);
  }
}
