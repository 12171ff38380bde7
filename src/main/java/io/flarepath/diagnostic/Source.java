package io.flarepath.diagnostic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text that diagnostics point into: its name as the user gave it, and all of its characters. Two
 * sources of one name and one text are equal.
 */
public final class Source {

  private final String name;
  private final String text;
  private final int[] lineStarts;

  /**
   * @param name what to print before the line number, for example {@code jobs/orders.yaml}
   * @param text the whole text, with line ends as they are in the file
   */
  public Source(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line with this number, from 1, without its line end; empty when there is no such line. */
  public String line(int number) {
    if (number < 1 || number > lineStarts.length) {
      return "";
    }
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    int start = lineStarts[number - 1];
    while (end > start && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The place of {@code length} characters from the offset {@code start}, counted from 0. */
  public Span span(int start, int length) {
    int from = Math.max(0, Math.min(start, text.length()));
    int found = Arrays.binarySearch(lineStarts, from);
    int line = found >= 0 ? found : -found - 2;
    return new Span(this, line + 1, from - lineStarts[line] + 1, length);
  }

  /** Where a span of this source begins, counted from 0. */
  int offset(Span span) {
    return Math.min(text.length(), lineStarts[span.line() - 1] + span.column() - 1);
  }

  // Looked up for every value of a file, so a scan of the text each time would be quadratic.
  private static int[] lineStarts(String text) {
    return IntStream.concat(
            IntStream.of(0),
            IntStream.rangeClosed(1, text.length()).filter(i -> endsLine(text, i - 1)))
        .toArray();
  }

  private static boolean endsLine(String text, int at) {
    char c = text.charAt(at);
    boolean isCrLf = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return isLineEnd(c) && !isCrLf;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source that && name.equals(that.name) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
