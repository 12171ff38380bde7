package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.QueryText;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.State;
import io.flarepath.workflow.KeySql;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys of a read have the same values in every run that starts from one state, whatever clock
 * and tables are then.
 */
record LastingKeys(KeySqlRead read, State state) {

  /** Whether every run from the state has the same keys, and leads to the same state. */
  boolean areAll() {
    Set<String> used = new HashSet<>();
    return isWindow(used)
        && read.spec().rollover().stream().allMatch(rollover -> isLasting(rollover, used));
  }

  /**
   * Whether every run from the state has the same window.
   *
   * @param used collects the keys that it depends on
   */
  boolean isWindow(Set<String> used) {
    return areLasting(read.sql().keys(), used)
        && read.window()
            .filter(window -> !isLasting(window.start(), used) || !isLasting(window.end(), used))
            .isEmpty();
  }

  /**
   * Whether a bound of a window is lasting.
   *
   * @param used collects the keys that it depends on
   */
  boolean isLasting(KeyBound bound, Set<String> used) {
    return isLasting(bound.key(), used)
        && bound.expression().filter(sql -> !isLasting(sql.passage(), used)).isEmpty();
  }

  /** Whether what SQL gives is lasting, keys included. */
  boolean isLasting(Passage sql, Set<String> used) {
    return LastingSql.isLasting(sql) && areLasting(SqlTemplate.of(sql).keys(), used);
  }

  private boolean isLasting(KeySql.Rollover rollover, Set<String> used) {
    String value = rollover.value().text().trim();
    return key(value).isPresent()
        ? isLasting(value, used)
        : isLasting(QueryText.query(rollover.value()), used);
  }

  private boolean areLasting(Collection<String> keys, Set<String> used) {
    return keys.stream().allMatch(key -> isLasting(key, used));
  }

  /** Whether a key's value is lasting; it is among those used, too. */
  boolean isLasting(String name, Set<String> used) {
    if (!used.add(name)) {
      return true;
    }
    Optional<String> fixed =
        state
            .value(read.name(name))
            .or(() -> key(name).flatMap(KeySql.Key::fixed).map(value -> value.value()));
    return fixed
        .map(LastingSql::isLasting)
        .orElseGet(
            () ->
                key(name).flatMap(KeySql.Key::sql).filter(sql -> isLasting(sql, used)).isPresent());
  }

  Optional<KeySql.Key> key(String name) {
    return read.spec().keys().stream().filter(key -> key.name().value().equals(name)).findFirst();
  }
}
