package io.flarepath.run;

import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.workflow.KeySql;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the state will be after a pass. */
final class Rollovers {

  private Rollovers() {}

  /** The values that the rollover of each read sets: a key's value, else what its SQL gives. */
  static Map<KeyName, String> next(ReadingSession session, WindowReading reading) {
    Map<KeyName, String> next = new LinkedHashMap<>();
    for (Read read : reading.reads()) {
      read.input()
          .read()
          .ifPresent(
              keys -> {
                for (KeySql.Rollover rollover : keys.spec().rollover()) {
                  String key = rollover.key().value();
                  next.put(new KeyName(read.context(), key), value(session, rollover, read, key));
                }
              });
    }
    return next;
  }

  private static String value(
      ReadingSession session, KeySql.Rollover rollover, Read read, String key) {
    Map<String, String> values = read.keys().values();
    String named = values.get(rollover.value().text().trim());
    return named != null
        ? named
        : session.value(key, SqlTemplate.of(query(rollover.value())).bind(values));
  }

  /** An expression alone is a query as well. */
  private static Passage query(Passage sql) {
    return KeyResolution.isQuery(sql.text()) ? sql : sql.with(0, 0, "SELECT ");
  }
}
