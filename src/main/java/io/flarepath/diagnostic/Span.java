package io.flarepath.diagnostic;

/**
 * A place in a source.
 *
 * @param source the text that it lies in
 * @param line the line, from 1
 * @param column the column in UTF-16 units, from 1
 * @param length how many characters it marks; at least 1, and never past the end of the line
 */
public record Span(Source source, int line, int column, int length) {

  /** Clips the mark to its line, so that a caret never points into nothing. */
  public Span {
    int room = source.line(line).length() - column + 1;
    length = Math.max(1, Math.min(length, Math.max(1, room)));
  }

  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}
