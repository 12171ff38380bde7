package io.flarepath.sql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.sql.SqlPart.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What is around a place, and so how a value is written there: Spark reads back exactly the value,
 * and every other word of the SQL stays as it is.
 *
 * @param kind the quotes or the comment that the place is in; empty outside of them
 * @param isEscaped whether a backslash of the user comes just before it
 * @param before the character before the place; a space where there is none
 * @param after the character after the place; a space where there is none
 */
record Surroundings(Optional<Kind> kind, boolean isEscaped, char before, char after) {

  private static final String FIT_BEFORE = "(,=<>+*/[-";
  private static final String FIT_AFTER = "),;=<>+*/]-";

  static Surroundings of(String sql, SqlTemplate.Place place, List<SqlPart> parts) {
    Optional<Kind> kind =
        parts.stream()
            .filter(part -> part.start() < place.start() && place.start() < part.end())
            .findFirst()
            .map(SqlPart::kind);
    return new Surroundings(
        kind,
        kind.filter(Kind::escapes).isPresent() && isEscaped(sql, place.start()),
        place.start() == 0 ? ' ' : sql.charAt(place.start() - 1),
        place.end() == sql.length() ? ' ' : sql.charAt(place.end()));
  }

  private static boolean isEscaped(String sql, int offset) {
    int slashes = 0;
    while (slashes < offset && sql.charAt(offset - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  boolean isComment() {
    return kind.filter(Kind::isComment).isPresent();
  }

  boolean isString() {
    return kind.filter(each -> !each.isComment() && each != Kind.NAME).isPresent();
  }

  boolean isBare() {
    return kind.isEmpty();
  }

  /**
   * The value as it is written here.
   *
   * @param literal the same as a literal, for where there are no quotes
   * @param span what to point at
   * @throws FlarepathException if the value cannot be written as a part of a name
   */
  String write(String text, String literal, Span span) {
    if (kind.isEmpty()) {
      return spaced(literal);
    }
    return switch (kind.get()) {
      case SINGLE_QUOTED -> escaped(text, '\'');
      case DOUBLE_QUOTED -> escaped(text, '"');
      case RAW_SINGLE_QUOTED -> raw(text, '\'', "\"'\"");
      case RAW_DOUBLE_QUOTED -> raw(text, '"', "'\"'");
      case NAME -> name(text, span);
      case LINE_COMMENT, BLOCK_COMMENT -> "";
    };
  }

  /** A literal must not become one word with what is beside it, nor a comment. */
  private String spaced(String literal) {
    boolean isNegative = literal.startsWith("-");
    boolean fitsBefore =
        Character.isWhitespace(before)
            || (FIT_BEFORE.indexOf(before) >= 0 && !(isNegative && before == '-'));
    boolean fitsAfter = Character.isWhitespace(after) || FIT_AFTER.indexOf(after) >= 0;
    return (fitsBefore ? "" : " ") + literal + (fitsAfter ? "" : " ");
  }

  /** What begins in the value and ends after it, or the other way round, is no variable either. */
  private String escaped(String text, char quote) {
    String inside = SqlText.inside(text, quote);
    if (text.isEmpty() && before == '$' && after == '{') {
      return quote + " " + quote;
    }
    if (before == '$' && inside.startsWith("{")) {
      inside = "\\u007B" + inside.substring(1);
    }
    if (inside.endsWith("$")) {
      inside = inside.substring(0, inside.length() - 1) + "\\u0024";
    }
    return (isEscaped ? "\\" : "") + inside;
  }

  /**
   * Nothing can be escaped in a raw string, but strings that stand side by side are one.
   *
   * @param other the quote as a string in the other quotes
   */
  private String raw(String text, char quote, String other) {
    String next = quote + " r" + quote;
    StringBuilder inside = new StringBuilder();
    char previous = before;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        inside.append(quote).append(' ').append(other).append(" r").append(quote);
      } else {
        inside.append(previous == '$' && c == '{' ? next : "").append(c);
      }
      previous = c;
    }
    return inside.append(previous == '$' && after == '{' ? next : "").toString();
  }

  private String name(String text, Span span) {
    String around = before + text + after;
    if (text.isEmpty() || around.contains("${")) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.BAD_VALUE,
                  text.isEmpty()
                      ? "an empty value cannot be part of a name"
                      : "a value with `${` cannot be part of a name")
              .at(span)
              .because("the value of this key is written into a name in back quotes")
              .help("give the key a value that is the name of a column or a table"));
    }
    return SqlText.insideName(text);
  }
}
