package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Statistic;
import io.flarepath.run.ProfileRecord;
import java.math.BigDecimal;
import java.util.Locale;

/** A profile as a part of a run's JSON document. */
final class ProfileJson {

  private ProfileJson() {}

  static void put(ObjectNode node, ProfileRecord profile) {
    node.put("input", profile.input());
    node.put("level", profile.level().name().toLowerCase(Locale.ROOT));
    var columns = node.putArray("columns");
    profile.columns().forEach(column -> put(columns.addObject(), column));
  }

  private static void put(ObjectNode node, ColumnProfile column) {
    node.put("column", column.column());
    node.put("type", column.type());
    column.values().forEach((statistic, value) -> put(node, statistic, value));
    if (!column.top().isEmpty()) {
      var top = node.putArray("top");
      column
          .top()
          .forEach(each -> top.addObject().put("value", each.value()).put("count", each.count()));
    }
  }

  /** The least and the greatest value are texts, since a column may hold anything. */
  private static void put(ObjectNode node, Statistic statistic, String value) {
    boolean isFinite = !value.contains("N") && !value.contains("I");
    if (statistic.isNumber() && isFinite) {
      node.put(statistic.word(), new BigDecimal(value));
    } else {
      node.put(statistic.word(), value);
    }
  }
}
