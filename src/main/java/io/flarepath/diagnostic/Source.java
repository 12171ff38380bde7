package io.flarepath.diagnostic;

/**
 * A text that diagnostics point into: its name as the user gave it, and all of its characters.
 *
 * @param name what to print before the line number, for example {@code jobs/orders.yaml}
 * @param text the whole text, with line ends as they are in the file
 */
public record Source(String name, String text) {

  /** The line with this number, from 1, without its line end; empty when there is no such line. */
  public String line(int number) {
    return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
  }

  /** The place of {@code length} characters from the offset {@code start}, counted from 0. */
  public Span span(int start, int length) {
    int from = Math.max(0, Math.min(start, text.length()));
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < from; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Span(this, line, from - lineStart + 1, length);
  }
}
