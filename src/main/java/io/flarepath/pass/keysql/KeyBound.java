package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlTemplate;
import java.util.Optional;

/**
 * One bound of a window: what its column is compared with.
 *
 * @param key the key in it
 * @param expression the SQL that the key's value is put into; empty: the bound is the value itself
 */
record KeyBound(String key, Optional<SqlTemplate> expression) {

  /** The bound as SQL, once its key has a value. */
  BoundSql sql(Bindings values) {
    return expression.orElseGet(this::ofValue).bind(values);
  }

  private SqlTemplate ofValue() {
    return SqlTemplate.of(Passage.of("the key " + key, "'$|" + key + "|'"));
  }
}
