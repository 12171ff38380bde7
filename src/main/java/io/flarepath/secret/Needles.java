package io.flarepath.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds any of many texts in another one, in one pass over it. */
final class Needles {

  private static final String[] NONE = {};
  private static final int TABLE = 128;
  private static final int PAIRS = 1 << 14;

  private final String[][] byFirst = new String[TABLE][];
  private final boolean[] pairs = new boolean[PAIRS];
  private final Map<Character, String[]> others = new HashMap<>();

  /**
   * Texts of two characters or more.
   *
   * <p>The longest of those that begin with the same character is looked for first.
   */
  Needles(Collection<String> needles) {
    Map<Character, List<String>> lists = new HashMap<>();
    for (String needle : needles) {
      pairs[pair(needle, 0)] = true;
      lists.computeIfAbsent(needle.charAt(0), first -> new ArrayList<>()).add(needle);
    }
    lists.forEach(
        (first, list) -> {
          list.sort(Comparator.comparingInt(String::length).reversed());
          String[] sorted = list.toArray(NONE);
          if (first < TABLE) {
            byFirst[first] = sorted;
          } else {
            others.put(first, sorted);
          }
        });
  }

  /** Where they are; stretches may overlap. */
  List<SecretPlaces.Stretch> in(String text) {
    List<SecretPlaces.Stretch> found = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      if (!pairs[pair(text, i)]) {
        continue;
      }
      char c = text.charAt(i);
      String[] candidates = c < TABLE ? byFirst[c] : others.get(c);
      if (candidates != null) {
        for (String needle : candidates) {
          if (text.startsWith(needle, i)) {
            found.add(new SecretPlaces.Stretch(i, i + needle.length()));
            break;
          }
        }
      }
    }
    return found;
  }

  /** Most places are ruled out by two characters. */
  private static int pair(String text, int at) {
    return (text.charAt(at) * 128 + text.charAt(at + 1)) & (PAIRS - 1);
  }
}
