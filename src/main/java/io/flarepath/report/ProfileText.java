package io.flarepath.report;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Statistic;
import io.flarepath.run.ProfileRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A profile in words: one table, with a row for each column. */
final class ProfileText {

  private ProfileText() {}

  static List<String> of(String job, ProfileRecord profile) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  profile of %s, %s"
            .formatted(job, profile.input(), profile.level().name().toLowerCase(Locale.ROOT)));
    lines.add("");
    List<Statistic> statistics =
        Arrays.stream(Statistic.values())
            .filter(each -> profile.columns().stream().anyMatch(c -> c.values().containsKey(each)))
            .toList();
    boolean hasTop = profile.columns().stream().anyMatch(column -> !column.top().isEmpty());
    List<String> header = new ArrayList<>(List.of("column", "type"));
    statistics.forEach(each -> header.add(each.word().replace('_', ' ')));
    if (hasTop) {
      header.add("most frequent");
    }
    TableText.of(
            header,
            profile.columns().stream().map(column -> row(column, statistics, hasTop)).toList())
        .lines()
        .forEach(lines::add);
    lines.add("");
    return lines;
  }

  private static List<String> row(
      ColumnProfile column, List<Statistic> statistics, boolean hasTop) {
    List<String> row = new ArrayList<>(List.of(column.column(), column.type()));
    statistics.forEach(each -> row.add(column.values().getOrDefault(each, "")));
    if (hasTop) {
      row.add(
          column.top().stream()
              .map(top -> top.value() + " (" + Amounts.count(top.count(), "time") + ")")
              .collect(Collectors.joining(", ")));
    }
    return row;
  }
}
