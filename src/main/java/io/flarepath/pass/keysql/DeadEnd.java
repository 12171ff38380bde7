package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.Request;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.Bindings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A state from which no run can go on, whatever clock and tables are then. */
record DeadEnd(KeySqlRead read, Request request, WatchedFacts facts) {

  static DeadEnd of(KeySqlRead read, Request request, SourceFacts facts) {
    return new DeadEnd(read, request, new WatchedFacts(facts));
  }

  /**
   * What every run would fail with.
   *
   * @return empty if the next run can go on
   * @throws FlarepathException if a later run may go on, though the next one cannot
   */
  Optional<FlarepathException> find() {
    try {
      read.propose(request, facts);
      return Optional.empty();
    } catch (FlarepathException e) {
      if (isLasting(e)) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** Whether a failure is due to the state, and not to anything that may change. */
  private boolean isLasting(FlarepathException e) {
    LastingKeys keys = read.lastingKeys(request.state());
    Set<String> used = new HashSet<>();
    boolean isLasting =
        switch (e.code()) {
          case KEY_IS_NULL, KEY_WITHOUT_ROW -> isOfNoValue(e, keys, used);
          case BAD_VALUE, WINDOW_BACKWARDS, WINDOW_STANDS_STILL -> keys.isWindow(used);
          default -> false;
        };
    return isLasting && used.stream().anyMatch(this::isInState);
  }

  private boolean isOfNoValue(FlarepathException e, LastingKeys keys, Set<String> used) {
    Optional<Passage> sql = facts.value(e);
    return sql.isPresent()
        ? keys.isLasting(sql.get(), used)
        : facts.point(e).filter(bound -> isOfState(bound, keys, used)).isPresent();
  }

  /** Whether a bound is one of the state's values, or what the window's SQL makes of it. */
  private boolean isOfState(String expression, LastingKeys keys, Set<String> used) {
    Map<String, String> texts = new LinkedHashMap<>();
    request.state().values().forEach((name, value) -> texts.put(name.key(), value));
    Bindings values = Bindings.of(texts);
    return Stream.concat(
            read.window().stream().flatMap(window -> Stream.of(window.start(), window.end())),
            texts.keySet().stream().map(key -> new KeyBound(key, Optional.empty())))
        .filter(bound -> isInState(bound.key()))
        .filter(bound -> bound.sql(values).text().equals(expression))
        .anyMatch(bound -> keys.isLasting(bound, used));
  }

  private boolean isInState(String key) {
    return request.state().value(read.name(key)).isPresent();
  }
}
