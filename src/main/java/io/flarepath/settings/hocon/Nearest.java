package io.flarepath.settings.hocon;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says what somebody probably meant. */
final class Nearest {

  private Nearest() {}

  /** {@code did you mean `x`?} where something is near, else all that is allowed. */
  static String help(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .map(candidate -> "did you mean `" + candidate + "`?")
        .orElseGet(() -> "allowed here: " + String.join(", ", quoted(candidates)));
  }

  static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String word, String candidate) {
    String start = word.substring(0, Math.min(word.length(), 100));
    return LevenshteinDistance.getDefaultInstance().apply(start, candidate);
  }

  private static Collection<String> quoted(Collection<String> words) {
    return words.stream().map(word -> "`" + word + "`").toList();
  }
}
