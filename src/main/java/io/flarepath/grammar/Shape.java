package io.flarepath.grammar;

import java.util.OptionalInt;

/**
 * What a single value looks like, for tools that cannot call the reader, such as an editor.
 *
 * @param pattern what the whole text matches, in the words that Java's and JavaScript's patterns
 *     share; empty: any text
 * @param isBoolToo whether YAML's {@code true} and {@code false} are right
 * @param least from where YAML's whole numbers are right; empty: no number is. Without a pattern
 *     every number is
 * @param isWhole whether only whole numbers are
 * @param most up to where numbers are right
 */
public record Shape(
    String pattern, boolean isBoolToo, OptionalInt least, boolean isWhole, long most) {

  /** Numbers as Java's {@code int} holds them. */
  public Shape(String pattern, boolean isBoolToo, OptionalInt least, boolean isWhole) {
    this(pattern, isBoolToo, least, isWhole, Integer.MAX_VALUE);
  }

  public static final Shape ANYTHING = new Shape("", true, OptionalInt.of(0), false);

  public static final Shape NOT_BLANK =
      new Shape("[\\s\\S]*\\S[\\s\\S]*", true, OptionalInt.of(Integer.MIN_VALUE), false);

  static final Shape BOOL =
      new Shape(
          "\\s*" + Patterns.anyCase("(true|yes|on|false|no|off)") + "\\s*",
          true,
          OptionalInt.empty(),
          true);

  /** Whole numbers. */
  public static Shape from(int least) {
    String digits = least > 0 ? "[+]?[0_]*[1-9][0-9_]*" : "([+]?[0-9][0-9_]*|-0+)";
    return new Shape("\\s*" + digits + "\\s*", false, OptionalInt.of(least), true);
  }

  /** The same, of which no number is one. */
  public Shape textOnly() {
    return new Shape(pattern, false, OptionalInt.empty(), true);
  }

  /** Texts of a pattern; a whole number is one of them if it is not negative. */
  public static Shape of(String pattern) {
    return new Shape(pattern, false, OptionalInt.of(0), true);
  }

  /** The same, which numbers as Java's {@code long} holds them may be. */
  public Shape large() {
    return new Shape(pattern, isBoolToo, least, isWhole, Long.MAX_VALUE);
  }
}
