package io.flarepath.report;

import io.flarepath.diagnostic.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as an aligned table: numbers to the right, everything else to the left. */
public final class TableText {

  /** A cell among messages is cut behind so many columns. */
  private static final int WIDEST = 300;

  /** A column that is cut keeps so many characters. */
  private static final int NARROWEST = 8;

  private TableText() {}

  /** A table among messages, as wide as it is; only an endless cell is cut. */
  public static String of(List<String> columns, List<List<String>> rows) {
    return aligned(shown(columns), rows.stream().map(TableText::ended).toList(), Integer.MAX_VALUE);
  }

  private static List<String> ended(List<String> cells) {
    return cells.stream().map(Shown::cell).map(cell -> Shown.fitted(cell, WIDEST)).toList();
  }

  /**
   * A table that is no wider than this, if its columns can be cut so much: the widest first, and a
   * cell that is cut ends in {@code …}.
   */
  public static String fitted(List<String> columns, List<List<String>> rows, int width) {
    return aligned(shown(columns), rows.stream().map(TableText::shown).toList(), width);
  }

  private static List<String> shown(List<String> cells) {
    return cells.stream().map(Shown::cell).toList();
  }

  private static String aligned(List<String> columns, List<List<String>> rows, int width) {
    List<String> lines = new ArrayList<>();
    int[] widths = new int[columns.size()];
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      widths[i] =
          Math.max(
              Shown.width(columns.get(i)),
              rows.stream().mapToInt(row -> Shown.width(row.get(column))).max().orElse(0));
      numeric[i] =
          !rows.isEmpty()
              && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9][0-9.,]*|NULL"));
    }
    fit(widths, width);
    lines.add(line(columns, widths, numeric));
    List<String> rule = new ArrayList<>();
    for (int each : widths) {
      rule.add("-".repeat(each));
    }
    lines.add(line(rule, widths, numeric));
    rows.forEach(row -> lines.add(line(row, widths, numeric)));
    return String.join("\n", lines);
  }

  private static void fit(int[] widths, int width) {
    long between = 2L * Math.max(0, widths.length - 1);
    long total = between + Arrays.stream(widths).asLongStream().sum();
    while (total > width) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = Shown.fitted(cells.get(i), widths[i]);
      String space = " ".repeat(widths[i] - Shown.width(cell));
      line.append(i == 0 ? "" : "  ");
      line.append(numeric[i] ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }
}
