package io.flarepath.report;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Statistic;
import io.flarepath.run.ProfileRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A profile in words: one table. */
final class ProfileText {

  /** In characters; a table that would be wider has a row for each statistic. */
  private static final int WIDEST = 120;

  private ProfileText() {}

  static List<String> of(String job, ProfileRecord profile) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  profile of %s, %s"
            .formatted(job, profile.input(), profile.level().name().toLowerCase(Locale.ROOT)));
    lines.add("");
    String wide = wide(profile.columns());
    boolean fits = wide.lines().allMatch(line -> line.stripTrailing().length() <= WIDEST);
    (fits ? wide : narrow(profile.columns())).lines().forEach(lines::add);
    lines.add("");
    return lines;
  }

  /** A row for each column. */
  private static String wide(List<ColumnProfile> columns) {
    List<Statistic> statistics =
        Arrays.stream(Statistic.values())
            .filter(each -> columns.stream().anyMatch(c -> c.values().containsKey(each)))
            .toList();
    boolean hasTop = columns.stream().anyMatch(column -> !column.top().isEmpty());
    List<String> header = new ArrayList<>(List.of("column", "type"));
    statistics.forEach(each -> header.add(each.word().replace('_', ' ')));
    if (hasTop) {
      header.add("most frequent");
    }
    return TableText.of(
        header, columns.stream().map(column -> row(column, statistics, hasTop)).toList());
  }

  private static List<String> row(
      ColumnProfile column, List<Statistic> statistics, boolean hasTop) {
    List<String> row = new ArrayList<>(List.of(column.column(), column.type()));
    statistics.forEach(each -> row.add(column.values().getOrDefault(each, "")));
    if (hasTop) {
      row.add(top(column));
    }
    return row;
  }

  /** A row for each statistic of each column. */
  private static String narrow(List<ColumnProfile> columns) {
    List<List<String>> rows = new ArrayList<>();
    for (ColumnProfile column : columns) {
      column
          .values()
          .forEach(
              (statistic, value) ->
                  rows.add(
                      List.of(
                          column.column(),
                          column.type(),
                          statistic.word().replace('_', ' '),
                          value)));
      if (!column.top().isEmpty()) {
        rows.add(List.of(column.column(), column.type(), "most frequent", top(column)));
      }
    }
    return TableText.of(List.of("column", "type", "statistic", "value"), rows);
  }

  private static String top(ColumnProfile column) {
    return column.top().stream()
        .map(top -> top.value() + " (" + Amounts.count(top.count(), "time") + ")")
        .collect(Collectors.joining(", "));
  }
}
