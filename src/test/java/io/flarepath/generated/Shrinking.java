package io.flarepath.generated;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a failing workflow smaller while it fails in the same way: greedily, one thing at a time.
 */
final class Shrinking {

  private static final int ENOUGH = 120;

  private final Function<Flow, Verdict> attempt;
  private Flow smallest;
  private Verdict verdict;
  private int attempts;

  Shrinking(Function<Flow, Verdict> attempt, Flow flow, Verdict verdict) {
    this.attempt = attempt;
    this.smallest = flow;
    this.verdict = verdict;
  }

  /** The smallest that was found. */
  Flow smallest() {
    boolean isSmaller = true;
    while (isSmaller && attempts < ENOUGH) {
      boolean isSimpler = simplerChoices();
      boolean hasFewerRows = fewerRows();
      isSmaller = isSimpler || hasFewerRows;
    }
    return smallest;
  }

  /** How it fails. */
  Verdict verdict() {
    return verdict;
  }

  private boolean simplerChoices() {
    boolean isSmaller = false;
    for (Dimension dimension : Dimension.values()) {
      for (Value value : dimension.options()) {
        if (value == smallest.value(dimension)) {
          break;
        }
        if (fails(smallest.with(dimension, value))) {
          isSmaller = true;
          break;
        }
      }
    }
    return isSmaller;
  }

  private boolean fewerRows() {
    boolean isSmaller = false;
    for (int size = Math.max(1, ids().size() / 2); size >= 1; size /= 2) {
      TreeSet<Integer> left = new TreeSet<>(ids());
      while (!left.isEmpty()) {
        Set<Integer> part = left.stream().limit(size).collect(Collectors.toSet());
        left.removeAll(part);
        Set<Integer> kept = new TreeSet<>(ids());
        kept.removeAll(part);
        isSmaller |= !kept.isEmpty() && fails(smallest.keeping(kept));
      }
    }
    return isSmaller;
  }

  private Set<Integer> ids() {
    return smallest.rows().stream().map(EventRow::id).collect(Collectors.toSet());
  }

  private boolean fails(Flow simpler) {
    if (attempts >= ENOUGH || !Sense.makesSense(simpler)) {
      return false;
    }
    attempts++;
    Verdict found = attempt.apply(simpler);
    if (!found.isLike(verdict)) {
      return false;
    }
    smallest = simpler;
    verdict = found;
    return true;
  }
}
