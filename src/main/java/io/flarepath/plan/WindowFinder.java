package io.flarepath.plan;

import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.Comparison;
import io.flarepath.sql.SqlText;
import io.flarepath.window.Bounds;
import io.flarepath.workflow.KeySql.DeclaredWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the column that a window's SQL compares with two keys. */
final class WindowFinder {

  private WindowFinder() {}

  /**
   * The first column that is bounded by a key exactly once from below and once from above. A column
   * that is bounded twice from one side is not taken: which bound holds depends on the values.
   */
  static Optional<WindowColumn> find(SqlFacts.Query query) {
    Map<String, List<Comparison>> byColumn = new LinkedHashMap<>();
    for (Comparison comparison : query.comparisons()) {
      byColumn.computeIfAbsent(comparison.column(), column -> new ArrayList<>()).add(comparison);
    }
    return byColumn.values().stream().flatMap(same -> window(same).stream()).findFirst();
  }

  /** A window that the user declared, with the keys' values as literals. */
  static WindowColumn declared(DeclaredWindow window, Map<String, String> values) {
    String startKey = window.start().value();
    String endKey = window.end().value();
    return new WindowColumn(
        window.column().value(),
        window.bounds(),
        SqlText.literal(values.getOrDefault(startKey, "")),
        SqlText.literal(values.getOrDefault(endKey, "")),
        startKey,
        endKey);
  }

  private static Optional<WindowColumn> window(List<Comparison> same) {
    List<Comparison> lower = same.stream().filter(c -> c.operator().isLower()).toList();
    List<Comparison> upper = same.stream().filter(c -> !c.operator().isLower()).toList();
    if (lower.size() != 1 || upper.size() != 1) {
      return Optional.empty();
    }
    Comparison start = lower.get(0);
    Comparison end = upper.get(0);
    if (start.keys().size() != 1 || end.keys().size() != 1) {
      return Optional.empty();
    }
    return Optional.of(
        new WindowColumn(
            start.column(),
            Bounds.of(start.operator().isInclusive(), end.operator().isInclusive()),
            start.expression(),
            end.expression(),
            start.keys().iterator().next(),
            end.keys().iterator().next()));
  }
}
