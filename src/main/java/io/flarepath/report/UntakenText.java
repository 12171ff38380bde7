package io.flarepath.report;

import io.flarepath.untaken.Counts;
import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Untaken;
import java.util.ArrayList;
import java.util.List;

/** Rows that no window takes, in words: one line for each input that has some. */
final class UntakenText {

  private UntakenText() {}

  static List<String> of(List<Untaken> all) {
    List<String> lines = new ArrayList<>();
    for (Untaken untaken : all) {
      Counts counts = untaken.counts();
      List<String> parts = new ArrayList<>();
      part(parts, counts.nulls(), "without a value in " + untaken.asked().column());
      part(parts, counts.beforeFirst(), "before the first window");
      part(parts, counts.late().rows(), "late");
      part(parts, counts.waiting(), "not loaded yet");
      if (!parts.isEmpty()) {
        lines.add(untaken.source() + ": " + String.join(", ", parts));
      }
    }
    return lines;
  }

  private static void part(List<String> parts, RowCount rows, String which) {
    if (!rows.isZero()) {
      parts.add(rows + " " + which);
    }
  }
}
