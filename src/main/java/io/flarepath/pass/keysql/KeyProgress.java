package io.flarepath.pass.keysql;

import io.flarepath.pass.Progress;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.QueryText;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.workflow.KeySql;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The progress of key SQL: the values that the next pass starts from.
 *
 * @param texts each key's value
 */
record KeyProgress(Map<KeyName, String> texts) implements Progress {

  KeyProgress {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** What the rollover sets: a key's value, else what its SQL gives. */
  static KeyProgress after(KeySql spec, Bindings values, SourceFacts facts) {
    Map<KeyName, String> next = new LinkedHashMap<>();
    for (KeySql.Rollover rollover : spec.rollover()) {
      String key = rollover.key().value();
      next.put(
          new KeyName(spec.context().value(), key),
          values
              .text(rollover.value().text().trim())
              .orElseGet(
                  () ->
                      facts.value(
                          key, SqlTemplate.of(QueryText.query(rollover.value())).bind(values))));
    }
    return new KeyProgress(next);
  }
}
