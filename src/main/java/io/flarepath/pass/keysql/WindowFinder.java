package io.flarepath.pass.keysql;

import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.Comparison;
import io.flarepath.sql.SqlTemplate;
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

  /** The same, of what the engine understands: by columns, and not by their names. */
  static Optional<FoundWindow> find(List<Compared> conditions) {
    Map<SourceColumn, List<Comparison>> byColumn = new LinkedHashMap<>();
    for (Compared condition : conditions) {
      byColumn
          .computeIfAbsent(condition.column(), column -> new ArrayList<>())
          .add(condition.comparison());
    }
    return byColumn.entrySet().stream()
        .flatMap(
            same ->
                window(distinct(same.getValue())).stream()
                    .map(window -> new FoundWindow(same.getKey(), window)))
        .findFirst();
  }

  /** A condition that is written twice, say in both parts of a union, bounds the column once. */
  private static List<Comparison> distinct(List<Comparison> same) {
    Map<String, Comparison> distinct = new LinkedHashMap<>();
    same.forEach(
        comparison ->
            distinct.putIfAbsent(
                comparison.operator() + " " + comparison.expression().text(), comparison));
    return List.copyOf(distinct.values());
  }

  /** A window that the user declared. */
  static WindowColumn declared(DeclaredWindow window) {
    return new WindowColumn(
        window.column().value(),
        window.bounds(),
        new KeyBound(window.start().value(), Optional.empty()),
        new KeyBound(window.end().value(), Optional.empty()));
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
            bound(start),
            bound(end)));
  }

  private static KeyBound bound(Comparison comparison) {
    return new KeyBound(
        comparison.keys().iterator().next(), Optional.of(SqlTemplate.of(comparison.expression())));
  }
}
