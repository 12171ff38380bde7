package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Late;
import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Untaken;
import java.util.List;

/** Rows that no window takes, as JSON. What is not known is left out. */
final class UntakenJson {

  private UntakenJson() {}

  static void put(ArrayNode array, List<Untaken> all) {
    all.forEach(untaken -> put(array.addObject(), untaken));
  }

  private static void put(ObjectNode node, Untaken untaken) {
    Counts counts = untaken.counts();
    node.put("input", untaken.input());
    node.put("source", untaken.source());
    node.put("column", untaken.asked().column());
    rows(node.putObject("without_value"), counts.nulls());
    if (untaken.asked().first().isPresent()) {
      rows(node.putObject("before_first_window"), counts.beforeFirst())
          .put("first_window", text(untaken, untaken.asked().first().getAsLong()));
    }
    if (!untaken.asked().reads().isEmpty()) {
      late(node.putObject("late"), counts.late());
    }
    if (untaken.asked().next().isPresent()) {
      rows(node.putObject("waiting"), counts.waiting())
          .put("next_window", text(untaken, untaken.asked().next().getAsLong()));
    }
  }

  private static void late(ObjectNode node, Late late) {
    rows(node, late.rows());
    node.put("all_looked_at", late.isWhole());
    late.since().ifPresent(since -> node.put("since", since.toString()));
    ArrayNode windows = node.putArray("windows");
    late.windows().forEach(read -> windows.add(read.range().toString()));
  }

  private static ObjectNode rows(ObjectNode node, RowCount rows) {
    return node.put("at_least", rows.atLeast()).put("at_most", rows.atMost());
  }

  private static String text(Untaken untaken, long value) {
    return untaken.asked().axis().text(value);
  }
}
