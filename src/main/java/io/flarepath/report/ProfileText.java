package io.flarepath.report;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.ColumnProfile.Frequency;
import io.flarepath.run.ProfileRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A profile in words: a small table for each column. */
final class ProfileText {

  private ProfileText() {}

  static List<String> of(String job, ProfileRecord profile) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  profile of %s, %s"
            .formatted(job, profile.input(), profile.level().name().toLowerCase(Locale.ROOT)));
    for (ColumnProfile column : profile.columns()) {
      lines.add("");
      TableText.of(List.of(column.column(), column.type()), rows(column))
          .lines()
          .forEach(lines::add);
    }
    lines.add("");
    return lines;
  }

  private static List<List<String>> rows(ColumnProfile column) {
    List<List<String>> rows = new ArrayList<>();
    column
        .values()
        .forEach(
            (statistic, value) -> rows.add(List.of(statistic.word().replace('_', ' '), value)));
    String label = "most frequent";
    for (Frequency top : column.top()) {
      rows.add(List.of(label, top.value() + "  " + Amounts.count(top.count(), "time")));
      label = "";
    }
    return rows;
  }
}
