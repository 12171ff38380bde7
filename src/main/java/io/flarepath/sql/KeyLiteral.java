package io.flarepath.sql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key's value as an SQL literal of the key's type. A value that is not of its type is a string,
 * which Spark then casts or refuses.
 */
final class KeyLiteral {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?: (\\d{2}:\\d{2}:\\d{2})(?:\\.\\d{1,9})?([+-]\\d{2}:\\d{2}|Z)?)?");

  private static final int MOST_DIGITS = 38;

  private KeyLiteral() {}

  /**
   * @param type as Spark's SQL writes it; empty where it is not known, and then a value that is
   *     written like a number is one
   */
  static String of(String text, String type) {
    String kind = type.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "");
    return switch (kind) {
      case "", "tinyint", "smallint", "int", "bigint", "decimal", "double" -> number(text, "");
      case "float" -> number(text, "F");
      case "boolean" -> text.matches("true|false") ? text : SqlText.literal(text);
      case "date" -> (isDate(text) ? "date" : "") + SqlText.literal(text);
      case "timestamp" -> (isTime(text, true) ? "timestamp" : "") + SqlText.literal(text);
      case "timestamp_ntz" -> (isTime(text, false) ? "timestamp_ntz" : "") + SqlText.literal(text);
      default -> SqlText.literal(text);
    };
  }

  private static String number(String text, String suffix) {
    String number = text.strip();
    return isNumber(number) ? number + suffix : SqlText.literal(text);
  }

  /** Numbers that Spark would refuse for their size are none. */
  private static boolean isNumber(String text) {
    if (text.length() > 2 * MOST_DIGITS || !NUMBER.matcher(text).matches()) {
      return false;
    }
    return text.toLowerCase(Locale.ROOT).contains("e")
        ? Double.isFinite(Double.parseDouble(text))
        : new BigDecimal(text).precision() <= MOST_DIGITS
            && new BigDecimal(text).scale() <= MOST_DIGITS;
  }

  private static boolean isDate(String text) {
    return text.length() == "2024-01-01".length() && isTime(text, false);
  }

  private static boolean isTime(String text, boolean mayHaveOffset) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches() || (matcher.group(3) != null && !mayHaveOffset)) {
      return false;
    }
    try {
      var date = LocalDate.parse(matcher.group(1));
      var time = matcher.group(2) == null ? LocalTime.MIN : LocalTime.parse(matcher.group(2));
      return date.getYear() > 0 && time.getHour() < 24;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
