package io.flarepath.diagnostic;

import java.util.Arrays;

/**
 * A longer text that the user wrote inside a source, such as the SQL in a YAML block, which can say
 * for each of its characters where that character is in the source.
 *
 * <p>The text is what the file's format made of it: indentation, quotes and line folds are gone.
 * The offsets say where each character came from.
 */
public final class Passage {

  private static final int LONGEST_ESCAPE = "\\U0001F680".length();

  private final String text;
  private final Source source;
  private final int[] offsets;

  private Passage(String text, Source source, int[] offsets) {
    this.text = text;
    this.source = source;
    this.offsets = offsets;
  }

  /**
   * Aligns text with the part of the source that it was read from: each character that is not white
   * space is looked for in order, so that indentation, folds and escapes are stepped over.
   *
   * @param text the text as it was read
   * @param source where it was read from
   * @param start the offset in the source where the written form begins
   * @param end the offset where the written form ends
   */
  public static Passage in(String text, Source source, int start, int end) {
    String raw = source.text();
    int limit = Math.min(end, raw.length());
    int[] offsets = new int[text.length() + 1];
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int found = next(raw, c, at, limit);
      offsets[i] = Math.min(Math.max(found, at), Math.max(start, limit - 1));
      if (found >= 0) {
        at = Math.min(found + 1, limit);
      } else if (!Character.isLowSurrogate(c)) { // Its escape went with the first half.
        at = Math.min(afterEscape(raw, at, limit), limit);
      }
    }
    offsets[text.length()] = text.isEmpty() ? start : offsets[text.length() - 1] + 1;
    return new Passage(text, source, offsets);
  }

  // Looks only a little further: what is not there was written as an escape.
  private static int next(String raw, char wanted, int from, int limit) {
    if (Character.isWhitespace(wanted)) {
      return from < limit && raw.charAt(from) == '\\' ? -1 : from;
    }
    int stepped = 0;
    for (int i = from; i < limit && stepped <= LONGEST_ESCAPE; i++) {
      char c = raw.charAt(i);
      if (c == wanted) {
        return i;
      }
      stepped += Character.isWhitespace(c) ? 0 : 1;
    }
    return -1;
  }

  // Where there is no escape, the character is one that the file does not show: stay.
  private static int afterEscape(String raw, int from, int limit) {
    int at = from;
    while (at < limit && (Character.isWhitespace(raw.charAt(at)) || raw.charAt(at) == '"')) {
      at++;
    }
    if (at + 1 >= limit || raw.charAt(at) != '\\') {
      return from;
    }
    return switch (raw.charAt(at + 1)) {
      case 'x' -> at + 4;
      case 'u' -> at + 6;
      case 'U' -> at + LONGEST_ESCAPE;
      default -> at + 2;
    };
  }

  /** A text that is its own source, for example SQL that was given on the command line. */
  public static Passage of(String name, String text) {
    return in(text, new Source(name, text), 0, text.length());
  }

  /** A text that was made from something else, all of which points there. */
  public static Passage at(String text, Span origin) {
    int[] offsets = new int[text.length() + 1];
    Arrays.fill(offsets, origin.source().offset(origin));
    return new Passage(text, origin.source(), offsets);
  }

  public String text() {
    return text;
  }

  /**
   * The same passage with other words in one place; they are where the replaced ones were.
   *
   * @param from an offset in {@link #text()}, from 0
   * @param to the offset after the last character that is replaced
   */
  public Passage with(int from, int to, String words) {
    String longer = text.substring(0, from) + words + text.substring(to);
    int[] moved = new int[longer.length() + 1];
    System.arraycopy(offsets, 0, moved, 0, from);
    Arrays.fill(moved, from, from + words.length(), offsets[from]);
    System.arraycopy(offsets, to, moved, from + words.length(), offsets.length - to);
    return new Passage(longer, source, moved);
  }

  /**
   * A part of the passage.
   *
   * @param from an offset in {@link #text()}, from 0
   * @param to the offset after the last character
   */
  public Passage part(int from, int to) {
    return new Passage(text.substring(from, to), source, Arrays.copyOfRange(offsets, from, to + 1));
  }

  /** Where the whole text begins. */
  public Span span() {
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return span(first, text.length());
  }

  /**
   * Where the characters from {@code from} to before {@code to} are in the source.
   *
   * @param from an offset in {@link #text()}, from 0; clipped to the text
   * @param to the offset after the last character; clipped to the text
   */
  public Span span(int from, int to) {
    int first = Math.max(0, Math.min(from, text.length()));
    int last = Math.max(first, Math.min(to, text.length()));
    return source.span(offsets[first], Math.max(1, offsets[last] - offsets[first]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Passage that
        && text.equals(that.text)
        && source.equals(that.source)
        && Arrays.equals(offsets, that.offsets);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
