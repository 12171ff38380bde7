package io.flarepath.untaken;

/**
 * Rows of a source that no window takes, or has taken yet.
 *
 * @param nulls rows without a value in the column
 * @param beforeFirst rows with a value before the first window
 * @param late rows that came after their window was read
 * @param waiting rows that wait for a window
 */
public record Counts(RowCount nulls, RowCount beforeFirst, Late late, RowCount waiting) {

  public static final Counts NONE =
      new Counts(RowCount.NONE, RowCount.NONE, Late.NONE, RowCount.NONE);

  /** Whether a look at the rows themselves would tell more. */
  public boolean isExact() {
    return nulls.isExact() && beforeFirst.isExact() && waiting.isExact();
  }
}
