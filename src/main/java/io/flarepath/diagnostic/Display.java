package io.flarepath.diagnostic;

/**
 * A source line as a terminal shows it: tabs widened, control characters made visible, and cut
 * around a mark where it is too long.
 */
final class Display {

  private static final int TAB = 4;
  private static final String CUT = "…";

  private final StringBuilder text = new StringBuilder();
  private int column;
  private int markStart;
  private int markEnd;

  private Display() {}

  /**
   * @param line the source line
   * @param from the offset of the mark in the line
   * @param length the mark's length, at least 1
   * @param width how many terminal columns there are for the line
   */
  static Display of(String line, int from, int length, int width) {
    int first = Math.min(from, line.length());
    int cutBefore = first + Math.min(length, width / 2) > width ? start(line, first, width) : 0;
    Display display = new Display();
    if (cutBefore > 0) {
      display.append(CUT);
    }
    display.fill(line, cutBefore, first, length, width);
    return display;
  }

  /** The line, without blanks at its end. */
  String text() {
    return text.toString().stripTrailing();
  }

  /** How many terminal columns come before the mark. */
  int markStart() {
    return markStart;
  }

  /** How many terminal columns the mark takes, at least 1. */
  int markWidth() {
    return Math.max(1, markEnd - markStart);
  }

  // Shows what comes before the mark on a third of the width.
  private static int start(String line, int from, int width) {
    int cut = Math.max(0, from - width / 3);
    return cut > 0 && cut < line.length() && Character.isLowSurrogate(line.charAt(cut))
        ? cut - 1
        : cut;
  }

  private void fill(String line, int start, int from, int length, int width) {
    int i = start;
    boolean isCut = false;
    markStart = -1;
    while (i < line.length() && !isCut) {
      if (i >= from && markStart < 0) {
        markStart = column;
      }
      int c = line.codePointAt(i);
      append(shown(c));
      i += Character.charCount(c);
      if (i <= from + length) {
        markEnd = column;
      }
      isCut = column >= width && i < line.length();
    }
    if (markStart < 0) {
      markStart = column + Math.max(0, from - line.length());
    }
    if (isCut) {
      append(CUT);
    }
  }

  private void append(String words) {
    text.append(words);
    column += words.codePoints().map(Display::width).sum();
  }

  private String shown(int c) {
    if (c == '\t') {
      return " ".repeat(TAB);
    }
    return Character.isISOControl(c) || isLoneSurrogate(c) ? "�" : Character.toString(c);
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  // East Asian wide letters and emoji take two columns, combining marks none.
  private static int width(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
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
