package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.untaken.CountedWindows;
import io.flarepath.untaken.WindowRows;
import java.util.List;
import java.util.Locale;

/** Windows whose rows were counted, as JSON: how many, and each one that differs. */
final class CountedJson {

  private CountedJson() {}

  static void put(ArrayNode array, List<CountedWindows> all) {
    all.forEach(counted -> put(array.addObject(), counted));
  }

  private static void put(ObjectNode node, CountedWindows counted) {
    node.put("job", counted.job());
    node.put("table", counted.table());
    counted.whyNot().ifPresent(reason -> node.put("not_counted", reason));
    if (counted.whyNot().isEmpty()) {
      node.put("source", counted.source());
      node.put("windows", counted.windows().size());
      counted.leftOut().ifPresent(sentence -> node.put("left_out", sentence));
      ArrayNode differ = node.putArray("differ");
      counted.windows().stream()
          .filter(window -> window.match() != WindowRows.Match.SAME)
          .forEach(window -> put(differ.addObject(), window));
    }
  }

  private static void put(ObjectNode node, WindowRows window) {
    node.put("window", window.window().toString());
    ObjectNode keys = node.putObject("keys");
    window.keys().values().forEach((name, value) -> keys.put(name.toString(), value));
    node.put("rows_in_source", window.inSource());
    node.put("rows_in_table", window.inTable());
    node.put("table_has", window.match().name().toLowerCase(Locale.ROOT));
  }
}
