package io.flarepath.function;

import io.flarepath.workflow.ParameterType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A replacement in the manner of {@code sed}: {@code s/pattern/replacement/flags}. The patterns are
 * Java's; in the replacement {@code \1} or {@code $1} is a group and {@code &} what was found. The
 * flags are {@code g} (every match, else the first one) and {@code i} (in any case).
 *
 * @param pattern with every flag inside it
 * @param replacement as Java's replacements are written
 */
record Sed(String pattern, String replacement) {

  static final ParameterType.One<Sed> TYPE =
      new ParameterType.One<>("an expression `s/pattern/replacement/g`", Sed::of);

  private static final String EVERYWHERE = "g";

  /** Empty where the text is none. */
  static Optional<Sed> of(String text) {
    String expression = text.strip();
    if (expression.length() < 4 || expression.charAt(0) != 's') {
      return Optional.empty();
    }
    char delimiter = expression.charAt(1);
    List<String> parts = parts(expression.substring(2), delimiter);
    if (Character.isLetterOrDigit(delimiter)
        || parts.size() != 3
        || !parts.get(2).matches("[gi]*")) {
      return Optional.empty();
    }
    String flags = parts.get(2);
    String pattern = (flags.contains("i") ? "(?i)" : "") + parts.get(0);
    Sed sed =
        flags.contains(EVERYWHERE)
            ? new Sed(pattern, replacement(parts.get(1), 0))
            : first(pattern, parts.get(1));
    return sed.isValid() ? Optional.of(sed) : Optional.empty();
  }

  Column in(Column text) {
    return functions.regexp_replace(text, functions.lit(pattern), functions.lit(replacement));
  }

  String in(String text) {
    return Pattern.compile(pattern).matcher(text).replaceAll(replacement);
  }

  // Spark replaces every match, so what comes before the first one becomes part of the match: the
  // first group. The second one is what was meant, and its own groups come after that.
  private static Sed first(String pattern, String replacement) {
    String own = replacement(replacement, 2);
    boolean isDigit = !own.isEmpty() && Character.isDigit(own.charAt(0));
    return new Sed(
        "(?s)\\A(.*?)((?-s:" + shifted(pattern) + "))", "$1" + (isDigit ? "\\" : "") + own);
  }

  private boolean isValid() {
    try {
      // The empty alternative matches, so that groups that do not exist are found out.
      String unused = Pattern.compile("(?:" + pattern + ")|").matcher("").replaceAll(replacement);
      return true;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> parts(String text, char delimiter) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        part.append(text.charAt(i) == delimiter ? "" : "\\").append(text.charAt(i));
      } else if (c == delimiter) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String replacement(String text, int shift) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      boolean isGroup = (c == '\\' || c == '$') && Character.isDigit(next);
      if (isGroup || c == '&') {
        java.append('$').append((isGroup ? Character.digit(next, 10) : 0) + shift);
        i += isGroup ? 1 : 0;
        // A backslash keeps further digits apart.
        java.append(i + 1 < text.length() && Character.isDigit(text.charAt(i + 1)) ? "\\" : "");
      } else if (c == '\\') {
        java.append(escaped(next));
        i++;
      } else {
        java.append(c == '$' ? "\\$" : String.valueOf(c));
      }
    }
    return java.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      default -> "\\" + c;
    };
  }

  private static String shifted(String pattern) {
    StringBuilder shifted = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        char next = pattern.charAt(i);
        shifted.append('\\');
        shifted.append(next >= '1' && next <= '9' ? String.valueOf(next - '0' + 2) : next);
      } else {
        shifted.append(c);
      }
    }
    return shifted.toString();
  }
}
