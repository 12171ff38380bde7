package io.flarepath.sql;

import io.flarepath.sql.SqlTemplate.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of SQL text that Spark's lexer reads as one quoted string, name or comment.
 *
 * @param start the offset of its first character: the quote, its {@code r}, or the comment mark
 * @param end the offset after its last character; a line comment ends before its line break
 */
public record SqlPart(Kind kind, int start, int end) {

  /** What a part is; each kind has its own rule for what may be written inside. */
  public enum Kind {
    /** {@code '…'}. */
    SINGLE_QUOTED,
    /** {@code "…"}. */
    DOUBLE_QUOTED,
    /** {@code r'…'}, in which a backslash is a character like any other. */
    RAW_SINGLE_QUOTED,
    /** {@code r"…"}. */
    RAW_DOUBLE_QUOTED,
    /** A name in back quotes. */
    NAME,
    /** From {@code --} to the end of the line. */
    LINE_COMMENT,
    /** {@code /* … *}{@code /}, possibly nested; a hint is not one. */
    BLOCK_COMMENT;

    /** Whether Spark skips what is inside. */
    public boolean isComment() {
      return this == LINE_COMMENT || this == BLOCK_COMMENT;
    }

    /** Whether a backslash changes the meaning of the next character. */
    boolean escapes() {
      return this == SINGLE_QUOTED || this == DOUBLE_QUOTED;
    }
  }

  /**
   * All parts of SQL text, in order. One that is not closed reaches to the end of the text.
   *
   * @param places parts of the text, in order, of which no character ends or begins anything
   */
  public static List<SqlPart> of(String sql, List<Place> places) {
    return new Scan(sql, places).parts();
  }

  /** Walks through the text once. */
  private static final class Scan {

    private final String sql;
    private final List<Place> places;
    private final List<SqlPart> parts = new ArrayList<>();
    private int place;
    private int at;

    Scan(String sql, List<Place> places) {
      this.sql = sql;
      this.places = places;
    }

    List<SqlPart> parts() {
      while (at < sql.length()) {
        if (!skipsPlace()) {
          begin();
        }
      }
      return List.copyOf(parts);
    }

    private void begin() {
      char c = sql.charAt(at);
      if (c == '\'') {
        part(Kind.SINGLE_QUOTED, 1);
      } else if (c == '"') {
        part(Kind.DOUBLE_QUOTED, 1);
      } else if (c == '`') {
        part(Kind.NAME, 1);
      } else if (isRaw('\'')) {
        part(Kind.RAW_SINGLE_QUOTED, 2);
      } else if (isRaw('"')) {
        part(Kind.RAW_DOUBLE_QUOTED, 2);
      } else if (sql.startsWith("--", at)) {
        part(Kind.LINE_COMMENT, 2);
      } else if (opensComment()) {
        part(Kind.BLOCK_COMMENT, 2);
      } else {
        at += isHintMark() ? 2 : 1;
      }
    }

    /** The end of a hint is one word, also where a comment seems to begin in its middle. */
    private boolean isHintMark() {
      return sql.startsWith("*/", at);
    }

    private void part(Kind kind, int opening) {
      int start = at;
      at += opening;
      switch (kind) {
        case SINGLE_QUOTED, RAW_SINGLE_QUOTED -> skipTo('\'', kind);
        case DOUBLE_QUOTED, RAW_DOUBLE_QUOTED -> skipTo('"', kind);
        case NAME -> skipName();
        case LINE_COMMENT -> skipLine();
        case BLOCK_COMMENT -> skipBlock();
      }
      at = Math.min(at, sql.length());
      parts.add(new SqlPart(kind, start, at));
    }

    private void skipTo(char quote, Kind kind) {
      while (at < sql.length()) {
        if (skipsPlace()) {
          continue;
        }
        char c = sql.charAt(at++);
        if (c == quote) {
          return;
        }
        if (c == '\\' && kind.escapes() && !isAtPlace()) {
          at++;
        }
      }
    }

    private void skipName() {
      while (at < sql.length()) {
        if (skipsPlace()) {
          continue;
        }
        if (sql.startsWith("``", at)) {
          at += 2;
        } else if (sql.charAt(at++) == '`') {
          return;
        }
      }
    }

    /** A backslash before the line break takes the next line into the comment, in Spark. */
    private void skipLine() {
      while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
        if (!skipsPlace()) {
          at += sql.startsWith("\\\n", at) ? 2 : 1;
        }
      }
    }

    private void skipBlock() {
      int depth = 1;
      while (at < sql.length() && depth > 0) {
        if (skipsPlace()) {
          continue;
        }
        if (sql.startsWith("*/", at)) {
          depth--;
          at += 2;
        } else if (opensComment()) {
          depth++;
          at += 2;
        } else {
          at++;
        }
      }
    }

    private boolean opensComment() {
      return sql.startsWith("/*", at) && !sql.startsWith("/*+", at);
    }

    private boolean isRaw(char quote) {
      boolean isR = sql.charAt(at) == 'r' || sql.charAt(at) == 'R';
      boolean isWord = at > 0 && isWordCharacter(sql.charAt(at - 1));
      return isR && !isWord && at + 1 < sql.length() && sql.charAt(at + 1) == quote;
    }

    private boolean isAtPlace() {
      return place < places.size() && places.get(place).start() == at;
    }

    private boolean skipsPlace() {
      if (!isAtPlace()) {
        return false;
      }
      at = places.get(place++).end();
      return true;
    }
  }

  /** Whether Spark takes a character as part of a plain name or a number. */
  static boolean isWordCharacter(char c) {
    char upper = Character.toUpperCase(c);
    return (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9') || upper == '_';
  }
}
