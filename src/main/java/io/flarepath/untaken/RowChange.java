package io.flarepath.untaken;

import java.util.Set;
import java.util.stream.Collectors;

/** What a job does to its rows, by which its result has another number of them than its source. */
public enum RowChange {
  FILTERS("filters", true, false),
  JOINS("joins", true, true),
  AGGREGATES("aggregates", true, false),
  REMOVES_DUPLICATES("removes duplicates", true, false),
  LIMITS("limits its rows", true, false),
  MERGES("merges rows into those of the table", true, false),
  MAKES_SEVERAL("makes several rows of one", true, true),
  UNITES("unites rows", false, true),
  OTHER("changes its rows by a function", true, true);

  private final String words;
  private final boolean maybeFewer;
  private final boolean maybeMore;

  RowChange(String words, boolean maybeFewer, boolean maybeMore) {
    this.words = words;
    this.maybeFewer = maybeFewer;
    this.maybeMore = maybeMore;
  }

  /** Whether a table is expected to have fewer, or more, rows than its source. */
  boolean explains(WindowRows.Match match) {
    return switch (match) {
      case SAME, NONE -> false;
      case FEWER -> maybeFewer;
      case MORE -> maybeMore;
    };
  }

  /** All of them, as in {@code filters and joins}. */
  static String words(Set<RowChange> changes) {
    return changes.stream()
        .sorted()
        .map(change -> change.words)
        .collect(Collectors.joining(" and "));
  }
}
