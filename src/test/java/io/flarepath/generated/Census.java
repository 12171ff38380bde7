package io.flarepath.generated;

import io.flarepath.generated.Verdict.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How many workflows of each kind ran, and what became of them. */
final class Census {

  private final Map<Value, Map<Kind, Integer>> counts = new HashMap<>();
  private final Map<Kind, Integer> all = new EnumMap<>(Kind.class);

  void add(Flow flow, Verdict verdict) {
    all.merge(verdict.kind(), 1, Integer::sum);
    for (Dimension dimension : Dimension.values()) {
      counts
          .computeIfAbsent(flow.value(dimension), value -> new EnumMap<>(Kind.class))
          .merge(verdict.kind(), 1, Integer::sum);
    }
  }

  int jobs() {
    return all.values().stream().mapToInt(n -> n).sum();
  }

  private int count(Value value, Kind kind) {
    return counts.getOrDefault(value, Map.of()).getOrDefault(kind, 0);
  }

  /** A table for each dimension. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Dimension dimension : Dimension.values()) {
      text.append(
          "%n%-24s %6s %6s %8s %8s %7s%n"
              .formatted(dimension.word(), "jobs", "equal", "refused", "counted", "failed"));
      dimension.options().forEach(value -> text.append(line(value)));
    }
    text.append("%nall: %s%n".formatted(all.toString().toLowerCase(Locale.ROOT)));
    return text.toString();
  }

  private String line(Value value) {
    int jobs = counts.getOrDefault(value, Map.of()).values().stream().mapToInt(n -> n).sum();
    int equal = count(value, Kind.EQUAL);
    int refused = count(value, Kind.REFUSED);
    int counted = count(value, Kind.COUNTED);
    return "  %-22s %6d %6d %8d %8d %7d%n"
        .formatted(value.name(), jobs, equal, refused, counted, jobs - equal - refused - counted);
  }
}
