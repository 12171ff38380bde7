package io.flarepath.untaken;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The windows that a job should have loaded into a table, counted in its source and in the table.
 *
 * @param source where the rows come from, for people
 * @param table the output table, for people
 * @param windows in order
 * @param changes what the job does to its rows, so that other numbers are expected
 * @param leftOut which windows were not counted, one sentence; empty where all were
 * @param whyNot why none could be counted, one sentence; empty where they were
 */
public record CountedWindows(
    String job,
    String source,
    String table,
    List<WindowRows> windows,
    Set<RowChange> changes,
    Optional<String> leftOut,
    Optional<String> whyNot) {

  public CountedWindows {
    windows = List.copyOf(windows);
    changes = Set.copyOf(changes);
  }

  /** Windows that cannot be counted. */
  public static CountedWindows none(String job, String table, String whyNot) {
    return new CountedWindows(
        job, "", table, List.of(), Set.of(), Optional.empty(), Optional.of(whyNot));
  }
}
