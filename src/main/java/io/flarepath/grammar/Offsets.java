package io.flarepath.grammar;

/** Translates the parser's positions, which count code points, into offsets of a Java string. */
final class Offsets {

  private final int length;
  private final int[] starts;

  Offsets(String text) {
    this.length = text.length();
    boolean isPlain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    this.starts = isPlain ? new int[0] : starts(text);
  }

  int of(int position) {
    if (starts.length == 0) {
      return Math.min(position, length);
    }
    return position < starts.length ? starts[position] : length;
  }

  private static int[] starts(String text) {
    int[] starts = new int[text.codePointCount(0, text.length())];
    int offset = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    return starts;
  }
}
