package io.flarepath.sql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * SQL as it will run, which knows where each of its characters came from.
 *
 * @param text the SQL with every key replaced by its value
 * @param origin the text that the user wrote
 * @param replacements what was replaced, in order
 */
public record BoundSql(String text, Passage origin, List<Replacement> replacements) {

  public BoundSql {
    replacements = List.copyOf(replacements);
  }

  /**
   * A value in the place of a key.
   *
   * @param place where the key stood in the user's text
   * @param start the offset of the value in the bound text
   * @param end the offset after the value
   */
  public record Replacement(SqlTemplate.Place place, int start, int end) {}

  /** SQL without places. */
  public static BoundSql of(Passage passage) {
    return new BoundSql(passage.text(), passage, List.of());
  }

  /** The keys whose values overlap the bound text from {@code start} to before {@code end}. */
  public Set<String> keysWithin(int start, int end) {
    Set<String> keys = new LinkedHashSet<>();
    for (Replacement replacement : replacements) {
      if (replacement.start() < end && start < replacement.end()) {
        keys.add(replacement.place().key());
      }
    }
    return keys;
  }

  /**
   * Where in the user's file the bound text from {@code start} to before {@code end} came from;
   * past the end of the text, the last thing before it.
   */
  public Span span(int start, int end) {
    int visible = text.stripTrailing().length();
    int first = Math.max(0, Math.min(start, visible - 1));
    int last = Math.max(first, Math.min(end, visible));
    return origin.span(originOffset(first, false), originOffset(last, true));
  }

  /** What the user wrote for the bound text from {@code start} to before {@code end}. */
  public Passage written(int start, int end) {
    return origin.part(originOffset(start, false), originOffset(end, true));
  }

  /** Where in the user's file a line (from 1) and a column (from 0) of the bound text came from. */
  public Span spanAt(int line, int column) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      int newline = text.indexOf('\n', offset);
      if (newline < 0) {
        break;
      }
      offset = newline + 1;
    }
    int start = Math.min(offset + Math.max(0, column), text.length());
    int end = start;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return span(start, Math.max(start + 1, end));
  }

  private int originOffset(int offset, boolean isEnd) {
    int shift = 0;
    for (Replacement replacement : replacements) {
      if (offset < replacement.start() || (isEnd && offset == replacement.start())) {
        break;
      }
      SqlTemplate.Place place = replacement.place();
      if (offset < replacement.end() || (isEnd && offset == replacement.end())) {
        return isEnd ? place.end() : place.start();
      }
      shift = place.end() - replacement.end();
    }
    return offset + shift;
  }
}
