package io.flarepath.secret;

import io.flarepath.secret.SecretPlaces.Stretch;
import java.util.ArrayList;
import java.util.List;

/**
 * The values behind secret names in a log, which shows maps and tuples in many forms: {@code
 * name=value}, {@code name -> value}, {@code "name": "value"}, {@code (name,value)}. Written by
 * hand, since most of a log is read for it in vain.
 */
final class NamedValues {

  private static final int LONGEST_NAME = 120;

  private final String text;
  private final List<Stretch> found = new ArrayList<>();

  /** Where the last value ends: what is in it is taken out already, and not looked at again. */
  private int end;

  private NamedValues(String text) {
    this.text = text;
  }

  static List<Stretch> in(String text) {
    NamedValues values = new NamedValues(text);
    for (int i = 1; i < text.length(); i = Math.max(i + 1, values.end)) {
      switch (text.charAt(i)) {
        case '=', ':', ',' -> values.behind(i, i);
        case '>' -> values.behind(i, i - 1);
        default -> {}
      }
    }
    return values.found;
  }

  /** A sign that may be between a name and a value, and where it begins. */
  private void behind(int sign, int begin) {
    char c = text.charAt(sign);
    if (c == '>' && text.charAt(begin) != '-' && text.charAt(begin) != '=') {
      return;
    }
    int end = begin;
    end -= end > 0 && text.charAt(end - 1) == ' ' ? 1 : 0;
    end -= end > 0 && isQuote(text.charAt(end - 1)) ? 1 : 0;
    end -= end > 0 && text.charAt(end - 1) == '\\' ? 1 : 0;
    int start = end;
    while (start > 0 && end - start < LONGEST_NAME && isOfAName(text.charAt(start - 1))) {
      start--;
    }
    boolean isTuple = start > 0 && text.charAt(start - 1) == '(';
    if (end - start > 1
        && (c != ',' || isTuple)
        && NameCache.isCertain(text.substring(start, end))) {
      value(sign + 1);
    }
  }

  private void value(int after) {
    int from = after;
    from += from < text.length() && text.charAt(from) == ' ' ? 1 : 0;
    from += from < text.length() && text.charAt(from) == '\\' ? 1 : 0;
    boolean isQuoted = from < text.length() && isQuote(text.charAt(from));
    char quote = isQuoted ? text.charAt(from) : ' ';
    from += isQuoted ? 1 : 0;
    int to = from;
    while (to < text.length() && !ends(text.charAt(to), isQuoted, quote)) {
      to++;
    }
    // What is a reference is not replaced yet.
    if (to > from && !text.startsWith("${", from)) {
      found.add(new Stretch(from, to));
      end = to;
    }
  }

  private static boolean ends(char c, boolean isQuoted, char quote) {
    return isQuoted
        ? c == quote || c == '\\' || c == '\n'
        : c <= ' ' || ",;&(){}[]\"'`\\".indexOf(c) >= 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isOfAName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-';
  }
}
