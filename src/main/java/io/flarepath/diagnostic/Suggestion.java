package io.flarepath.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what the user probably meant. */
public final class Suggestion {

  private static final int LETTERS_PER_ERROR = 3;
  private static final double SAME_BEGINNING = 0.92;

  private Suggestion() {}

  /** The candidate that is nearest to a misspelt word, if one is near. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return near(word, candidates).stream().findFirst();
  }

  /**
   * The candidates near a misspelt word, the nearest first. One letter in three may be wrong; case
   * and the difference between {@code -} and {@code _} count for nothing.
   */
  public static List<String> near(String word, Collection<String> candidates) {
    if (word.isBlank()) {
      return List.of();
    }
    return candidates.stream()
        .distinct()
        .filter(candidate -> isNear(word, candidate))
        .sorted(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.<String>comparingDouble(c -> -similarity(word, c)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** {@code did you mean `x`?} where something is near, else {@code it is one of `a`, `b`}. */
  public static String help(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .map(candidate -> "did you mean `" + candidate + "`?")
        .orElseGet(() -> "allowed here: " + quoted(candidates));
  }

  /** {@code `a`, `b`, `c`}. */
  public static String quoted(Collection<String> words) {
    return words.stream()
        .distinct()
        .map(word -> "`" + word + "`")
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static boolean isNear(String word, String candidate) {
    int allowed = Math.max(1, Math.min(word.length(), candidate.length()) / LETTERS_PER_ERROR);
    return distance(word, candidate) <= allowed
        || similarity(word, candidate) >= SAME_BEGINNING
        || letters(word).equals(letters(candidate));
  }

  private static int distance(String word, String candidate) {
    return LevenshteinDistance.getDefaultInstance().apply(plain(word), plain(candidate));
  }

  private static double similarity(String word, String candidate) {
    return new JaroWinklerSimilarity().apply(plain(word), plain(candidate));
  }

  // Letters in the wrong order are one slip, and cost the distance two.
  private static List<Integer> letters(String word) {
    return plain(word).chars().sorted().boxed().toList();
  }

  private static String plain(String word) {
    // Longer words are not misspellings, and computing the distance is quadratic.
    String start = word.substring(0, Math.min(word.length(), 100));
    return start.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
