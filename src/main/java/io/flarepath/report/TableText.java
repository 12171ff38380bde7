package io.flarepath.report;

import java.util.ArrayList;
import java.util.List;

/** Rows as an aligned table: numbers to the right, everything else to the left. */
public final class TableText {

  private TableText() {}

  public static String of(List<String> columns, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    int[] widths = new int[columns.size()];
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      widths[i] =
          Math.max(
              columns.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
      numeric[i] =
          !rows.isEmpty()
              && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9][0-9.,]*|NULL"));
    }
    lines.add(line(columns, widths, numeric));
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    lines.add(line(rule, widths, numeric));
    rows.forEach(row -> lines.add(line(row, widths, numeric)));
    return String.join("\n", lines);
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(numeric[i] ? space + cells.get(i) : cells.get(i) + space);
    }
    return line.toString().stripTrailing();
  }
}
