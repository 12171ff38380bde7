package io.flarepath.grammar;

/** Tabs that other parsers of YAML take for spaces: after a key, and at the end of a line. */
final class HarmlessTabs {

  private HarmlessTabs() {}

  /** The text with spaces in their places, so that all else stays where it is. */
  static String replaced(String text) {
    char[] characters = text.toCharArray();
    boolean isAfterKey = false;
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == '\t' && isAfterKey) {
        characters[i] = ' ';
      } else if (characters[i] != ' ') {
        isAfterKey = characters[i] == ':' && i > 0 && endsKey(characters[i - 1]);
      }
    }
    boolean isAtEnd = true;
    for (int i = characters.length - 1; i >= 0; i--) {
      if (characters[i] == '\t' && isAtEnd) {
        characters[i] = ' ';
      } else if (characters[i] != ' ') {
        isAtEnd = characters[i] == '\n' || (isAtEnd && characters[i] == '\r');
      }
    }
    return new String(characters);
  }

  private static boolean endsKey(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '"' || c == '\'';
  }
}
