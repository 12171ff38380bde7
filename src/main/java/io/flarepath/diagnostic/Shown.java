package io.flarepath.diagnostic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any text as a terminal may show it. Names, rows and messages of others can contain characters
 * that move the cursor, change colours, reverse the order of letters or cannot be seen; each of
 * them is written in the form {@code \}{@code u001b}. Colours of our own are added afterwards.
 */
public final class Shown {

  /** A quoted value in a message is cut behind so many characters. */
  static final int LONGEST_VALUE = 400;

  /** A line is cut behind so many characters. */
  static final int LONGEST_LINE = 2_000;

  /** Of a reason in many lines, so many are shown. */
  static final int MOST_LINES = 40;

  private static final String TAB = "    ";
  private static final String TAB_SIGN = "⇥";
  private static final String LINE_END_SIGN = "↵";
  private static final String CUT = "…";

  private static final Pattern LONG_VALUE =
      Pattern.compile("`([^`]{" + (LONGEST_VALUE + 1) + ",}+)`");
  private static final Pattern LOOKS_ESCAPED = Pattern.compile("\\\\(?=u[0-9a-fA-F]{4})");

  private Shown() {}

  /** Text of several lines; a tab becomes spaces. Text that is shown already stays as it is. */
  public static String lines(String text) {
    return visible(text.replace("\r\n", "\n"), "\n", TAB);
  }

  /** Text on one line: {@code ↵} is the end of a line in it, and {@code ⇥} a tab. */
  public static String line(String text) {
    return visible(text, LINE_END_SIGN, TAB_SIGN);
  }

  /**
   * A value in a table, on one line, so that two different values never look the same: what a value
   * itself has of our signs is escaped, too.
   */
  public static String cell(String value) {
    String escaped =
        value.indexOf('\\') < 0
            ? value
            : LOOKS_ESCAPED.matcher(value).replaceAll(Matcher.quoteReplacement(escape('\\')));
    return line(
        escaped
            .replace(LINE_END_SIGN, escape(LINE_END_SIGN.charAt(0)))
            .replace(TAB_SIGN, escape(TAB_SIGN.charAt(0))));
  }

  /** A document in JSON, which means the same afterwards, or a log, whose tabs stay. */
  public static String file(String text) {
    return visible(text, "\n", "\t");
  }

  /** A sentence in which no quoted value, and not the whole, is endless; on one line. */
  public static String sentence(String text) {
    return line(cut(shortValues(text), LONGEST_LINE));
  }

  /** A reason of several lines, of which neither one line nor their number is endless. */
  public static String reason(String text) {
    StringBuilder shown = new StringBuilder();
    int number = 0;
    for (String line : shortValues(text).split("\r?\n", -1)) {
      number++;
      if (number <= MOST_LINES) {
        shown.append(number == 1 ? "" : "\n").append(cut(line, LONGEST_LINE));
      }
    }
    if (number > MOST_LINES) {
      int more = number - MOST_LINES;
      shown.append('\n').append(CUT).append(" (%,d more lines)".formatted(more));
    }
    return lines(shown.toString());
  }

  /** A line that is cut where it is too long, with its length. */
  public static String cut(String line) {
    return cut(line, LONGEST_LINE);
  }

  /** How many columns of a terminal a shown text takes. */
  public static int width(String shown) {
    int width = 0;
    for (int i = 0; i < shown.length(); ) {
      int c = shown.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  /** A shown text that takes at most so many columns; where it is longer it ends in {@code …}. */
  public static String fitted(String shown, int columns) {
    if (shown.length() * 2 <= columns || width(shown) <= columns) {
      return shown;
    }
    int width = 0;
    int i = 0;
    while (i < shown.length()) {
      int c = shown.codePointAt(i);
      if (width + width(c) > columns - 1) {
        break;
      }
      width += width(c);
      i += Character.charCount(c);
    }
    return shown.substring(0, i) + CUT;
  }

  /** East Asian wide letters and emoji take two columns, combining marks none. */
  static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Whether a character must not reach a terminal as it is; line ends and tabs are among them. */
  static boolean isHidden(int c) {
    if (c < 0x7F) {
      return c < ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> !isVisibleFormat(c);
      case Character.UNASSIGNED -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
      default -> isBlankLetter(c);
    };
  }

  /** Signs around numbers in Arabic, Syriac and Kaithi, which are seen. */
  private static boolean isVisibleFormat(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6DD
        || c == 0x70F
        || c == 0x890
        || c == 0x891
        || c == 0x8E2
        || c == 0x110BD
        || c == 0x110CD;
  }

  /** Letters of Hangul and Braille that are not seen. */
  private static boolean isBlankLetter(int c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
  }

  private static boolean isJoiner(int c) {
    return c == 0x200C || c == 0x200D;
  }

  /** Persian, Indic scripts and emoji need joiners; between letters of ASCII they only deceive. */
  private static boolean joins(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && isJoined(text.codePointBefore(at))
        && isJoined(text.codePointAt(at + 1));
  }

  private static boolean isJoined(int c) {
    return c > 0x2FF && !isHidden(c);
  }

  private static String visible(String text, String lineEnd, String tab) {
    boolean keepsLines = lineEnd.equals("\n");
    boolean keepsTabs = tab.equals("\t");
    int first = 0;
    while (first < text.length() && isPlain(text.charAt(first), keepsLines, keepsTabs)) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        shown.append(lineEnd);
      } else if (c == '\t') {
        shown.append(tab);
      } else if (isHidden(c) && !(isJoiner(c) && joins(text, i))) {
        for (char unit : Character.toChars(c)) {
          shown.append(escape(unit));
        }
      } else {
        shown.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  private static boolean isPlain(char c, boolean keepsLines, boolean keepsTabs) {
    return (c >= ' ' && c < 0x7F) || (c == '\n' && keepsLines) || (c == '\t' && keepsTabs);
  }

  private static String escape(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }

  private static String shortValues(String text) {
    return text.length() <= LONGEST_VALUE
        ? text
        : LONG_VALUE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        "`%s%s` (%,d characters)"
                            .formatted(
                                start(found.group(1), LONGEST_VALUE / 2),
                                CUT,
                                found.group(1).length())));
  }

  private static String cut(String line, int most) {
    return line.length() <= most
        ? line
        : "%s%s (%,d characters)".formatted(start(line, most), CUT, line.length());
  }

  private static String start(String text, int length) {
    boolean isHalf = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, isHalf ? length - 1 : length);
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }
}
