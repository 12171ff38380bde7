package io.flarepath.sql;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Values and names as they are written in SQL, so that Spark reads back exactly what was given. */
public final class SqlText {

  private SqlText() {}

  /**
   * A string literal.
   *
   * <p>A {@code $} before a bar or a brace is escaped: neither a place for a key nor one of Spark's
   * variables, which Spark replaces in the text before it parses, is found in a value.
   */
  public static String literal(String value) {
    return "'" + inside(value, '\'') + "'";
  }

  /**
   * What is between the quotes of a string literal.
   *
   * @param quote a single or a double one
   */
  static String inside(String value, char quote) {
    return value
        .replace("\\", "\\\\")
        .replace(String.valueOf(quote), "\\" + quote)
        .replace("${", "\\u0024{")
        .replace("$|", "\\u0024|");
  }

  /**
   * A name in back quotes: of a column, a view, or of a table by its parts.
   *
   * @param parts the parts of the name, outermost first; none of them is empty
   */
  public static String identifier(String... parts) {
    return Arrays.stream(parts)
        .map(part -> "`" + insideName(part) + "`")
        .collect(Collectors.joining("."));
  }

  /** What is between the back quotes of a name. */
  static String insideName(String value) {
    return value.replace("`", "``");
  }

  /** SQL as people read it, without back quotes. Not to be run. */
  public static String shown(String sql) {
    return sql.replace("`", "");
  }
}
