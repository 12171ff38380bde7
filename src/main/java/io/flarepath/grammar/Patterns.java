package io.flarepath.grammar;

/** Patterns that Java and JavaScript, which editors use, read alike. */
public final class Patterns {

  private Patterns() {}

  /** The pattern with each of its letters in any case, since JavaScript has no {@code (?i)}. */
  public static String anyCase(String pattern) {
    StringBuilder any = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean isEscape = i > 0 && pattern.charAt(i - 1) == '\\';
      if (c < 128 && Character.isLetter(c) && !isEscape) {
        any.append('[')
            .append(Character.toLowerCase(c))
            .append(Character.toUpperCase(c))
            .append(']');
      } else {
        any.append(c);
      }
    }
    return any.toString();
  }

  /** The pattern that exactly one word matches, in any case, with space around it. */
  public static String word(String word) {
    return "\\s*" + anyCase(word.replaceAll("([^A-Za-z0-9_ -])", "\\\\$1")) + "\\s*";
  }
}
