package io.flarepath.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a profile has measured of one column.
 *
 * @param type the column's type, as the engine writes it
 * @param values each statistic as text; what there was nothing to measure for is left out
 * @param top the values that occur most, the most frequent first; nulls do not count
 */
public record ColumnProfile(
    String column, String type, Map<Statistic, String> values, List<Frequency> top) {

  public ColumnProfile {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    top = List.copyOf(top);
  }

  /** How often a value occurs. */
  public record Frequency(String value, long count) {}
}
