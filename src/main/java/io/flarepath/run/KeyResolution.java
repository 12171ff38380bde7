package io.flarepath.run;

import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.KeyRead;
import io.flarepath.plan.PassPlan.Origin;
import io.flarepath.plan.PassPlan.ResolvedKeys;
import io.flarepath.plan.Window;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.workflow.KeySql;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives every key of a read its value, in the order of the keys. */
final class KeyResolution {

  private KeyResolution() {}

  /** A given value wins, then the state, then the default, then the key's SQL. */
  static ResolvedKeys resolve(
      ReadingSession session, KeyRead read, State state, RunOptions options) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Origin> origins = new LinkedHashMap<>();
    for (KeySql.Key key : read.spec().keys()) {
      KeyName name = new KeyName(read.context(), key.name().value());
      Optional<String> given = Optional.ofNullable(options.given().get(name));
      Optional<String> stored = state.value(name);
      Origin origin =
          given.isPresent()
              ? Origin.GIVEN
              : stored.isPresent()
                  ? Origin.STATE
                  : key.fixed().isPresent() ? Origin.DEFAULT : Origin.SQL;
      String value =
          given
              .or(() -> stored)
              .or(() -> key.fixed().map(fixed -> fixed.value()))
              .orElseGet(() -> session.value(name.key(), bind(key.sql().orElseThrow(), values)));
      values.put(name.key(), value);
      origins.put(name.key(), origin);
    }
    return new ResolvedKeys(values, origins);
  }

  /** The value of {@code until}, SQL or a literal, on the axis of the window. */
  static OptionalLong until(
      ReadingSession session, Passage until, ResolvedKeys keys, Window window) {
    String value =
        isQuery(until.text()) ? session.value("until", bind(until, keys.values())) : until.text();
    String literal = "'" + value.trim().replace("'", "\\'") + "'";
    return OptionalLong.of(session.point(literal, window.type(), until).value());
  }

  static boolean isQuery(String text) {
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("select") || start.startsWith("with") || start.startsWith("values");
  }

  private static BoundSql bind(Passage sql, Map<String, String> values) {
    return SqlTemplate.of(sql).bind(values);
  }
}
