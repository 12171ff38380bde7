package io.flarepath.generated;

import io.flarepath.lab.LabTables;
import java.util.List;
import java.util.Map;

/**
 * The same SQL once over everything: the window from the first start to the end of the last
 * published one.
 */
record FullComputation(Flow flow, String source, boolean withLateRows) {

  private static final String NAMESPACE = "icebase.retail.";

  /** The rows, sorted. */
  List<String> rows(LabTables tables, String end) {
    return tables.sql(sql(end)).stream().sorted().toList();
  }

  private String sql(String end) {
    String window =
        flow.comparison()
            .sql(flow.type())
            .replace("$|start|", Ruler.of(flow).bound(0))
            .replace("$|end|", end);
    StringBuilder sql = new StringBuilder("WITH ");
    view(sql, "all_events", "SELECT * FROM " + NAMESPACE + source + arrived());
    view(sql, "places", "SELECT * FROM " + NAMESPACE + "places");
    view(sql, "others", "SELECT * FROM " + NAMESPACE + "others");
    view(sql, "events", window);
    String last = "events";
    for (Map.Entry<String, String> step : flow.views()) {
      view(sql, step.getKey(), step.getValue());
      last = step.getKey();
    }
    return sql.substring(0, sql.length() - 2) + " SELECT * FROM " + last;
  }

  private String arrived() {
    return withLateRows ? "" : " WHERE id < " + EventRow.LATE;
  }

  private static void view(StringBuilder sql, String name, String query) {
    sql.append(name).append(" AS (").append(query).append("), ");
  }
}
