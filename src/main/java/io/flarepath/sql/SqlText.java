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
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("${", "\\u0024{")
            .replace("$|", "\\u0024|");
    return "'" + escaped + "'";
  }

  /**
   * A name in back quotes: of a column, a view, or of a table by its parts.
   *
   * @param parts the parts of the name, outermost first; none of them is empty
   */
  public static String identifier(String... parts) {
    return Arrays.stream(parts)
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }
}
