package io.flarepath.pass;

/**
 * Windows without rows that a slice takes along, so that they need no passes of their own.
 *
 * @param windows how many
 * @param range from the start of the first to the end of the last
 */
public record Skipped(int windows, Window range) {

  /** In words: {@code skips 27 empty windows, (2023-12-01 00:00:00, 2023-12-28 00:00:00]}. */
  @Override
  public String toString() {
    return "skips %,d empty %s, %s".formatted(windows, windows == 1 ? "window" : "windows", range);
  }
}
