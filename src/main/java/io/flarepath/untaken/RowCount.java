package io.flarepath.untaken;

import java.util.Locale;

/**
 * A number of rows, as far as it is known: the statistics of files give bounds where a file has
 * rows on both sides of a limit.
 *
 * @param atLeast not negative
 * @param atMost not less than {@code atLeast}
 */
public record RowCount(long atLeast, long atMost) {

  public static final RowCount NONE = new RowCount(0, 0);

  public RowCount {
    if (atLeast < 0 || atMost < atLeast) {
      throw new IllegalArgumentException("no count: from " + atLeast + " to " + atMost);
    }
  }

  /** Exactly so many. */
  public static RowCount of(long rows) {
    return new RowCount(rows, rows);
  }

  /** None, or any number up to this. */
  public static RowCount upTo(long rows) {
    return new RowCount(0, rows);
  }

  public RowCount plus(RowCount other) {
    return new RowCount(atLeast + other.atLeast, atMost + other.atMost);
  }

  /** What is left if up to so many of the rows are no longer there. */
  public RowCount withoutUpTo(long rows) {
    return new RowCount(Math.max(0, atLeast - rows), atMost);
  }

  public boolean isExact() {
    return atLeast == atMost;
  }

  /** Whether it is known that there are none. */
  public boolean isZero() {
    return atMost == 0;
  }

  /** Whether it is known that there are some. */
  public boolean isCertain() {
    return atLeast > 0;
  }

  /** {@code 12 rows}, {@code 3 to 9 rows}, {@code up to 9 rows}. */
  @Override
  public String toString() {
    String most = String.format(Locale.ROOT, "%,d row%s", atMost, atMost == 1 ? "" : "s");
    if (isExact()) {
      return most;
    }
    return atLeast == 0 ? "up to " + most : String.format(Locale.ROOT, "%,d to %s", atLeast, most);
  }
}
