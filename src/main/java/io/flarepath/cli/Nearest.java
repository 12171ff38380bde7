package io.flarepath.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** The nearest of the candidates, if one is near enough: a third of the letters wrong at most. */
  static Optional<String> to(String typed, Collection<String> candidates) {
    int limit = Math.max(1, (typed.length() + 1) / 3);
    return candidates.stream()
        .filter(candidate -> distance(typed, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(typed, candidate)));
  }

  /** Letters to insert, delete, replace or swap with their neighbour. */
  static int distance(String a, String b) {
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        costs[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(costs, a, b, i, j);
      }
    }
    return costs[a.length()][b.length()];
  }

  private static int cheapest(int[][] costs, String a, String b, int i, int j) {
    int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int cost =
        Math.min(costs[i - 1][j - 1] + replace, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
  }
}
