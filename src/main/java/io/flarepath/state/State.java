package io.flarepath.state;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key values that a job's next pass starts from. Two states are equal when they hold the same
 * values.
 *
 * @param values by key, sorted
 */
public record State(SortedMap<KeyName, String> values) {

  public static final State EMPTY = new State(new TreeMap<>());

  public State {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static State of(Map<KeyName, String> values) {
    return new State(new TreeMap<>(values));
  }

  public Optional<String> value(KeyName name) {
    return Optional.ofNullable(values.get(name));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** This state with some values replaced or added. */
  public State with(Map<KeyName, String> changes) {
    TreeMap<KeyName, String> next = new TreeMap<>(values);
    next.putAll(changes);
    return new State(next);
  }

  /** {@code orders.start = 2020-02-01 00:00:00, …}; empty for an empty state. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(value));
    return text.toString();
  }
}
