package io.flarepath.grammar;

import java.util.OptionalInt;

/** Numbers as people write them in YAML. */
final class Numbers {

  private Numbers() {}

  /** A whole number; empty when the text is none, or is too large. */
  static OptionalInt whole(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[+-]?\\d{1,10}")) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(digits);
    return number == (int) number ? OptionalInt.of((int) number) : OptionalInt.empty();
  }
}
