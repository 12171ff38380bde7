package io.flarepath.diagnostic;

/**
 * A source line as a terminal shows it: tabs widened, control characters made visible, and cut
 * around a mark where it is too long.
 */
final class Display {

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
      int next = i + Character.charCount(c);
      append(shown(line, i, next));
      i = next;
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
    column += Shown.width(words);
  }

  private static String shown(String line, int from, int to) {
    // Alone, half of a pair and a joiner would be shown, which is right: their neighbours are cut.
    return Shown.lines(line.substring(from, to).replace('\n', ' '));
  }
}
