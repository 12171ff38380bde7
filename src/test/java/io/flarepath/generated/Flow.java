package io.flarepath.generated;

import io.flarepath.lab.LoadJob;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A workflow and its data.
 *
 * @param choices a value of each dimension
 * @param data the seed of the rows
 * @param kept the ids of those that are there; empty: all of them
 */
record Flow(Map<Dimension, Value> choices, long data, Set<Integer> kept) {

  Flow {
    choices = Collections.unmodifiableMap(new EnumMap<>(choices));
    kept = Collections.unmodifiableSet(new TreeSet<>(kept));
  }

  /** The simplest workflow. */
  static Flow simplest(long data) {
    Map<Dimension, Value> choices = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      choices.put(dimension, dimension.simplest());
    }
    return new Flow(choices, data, Set.of());
  }

  /** The workflow of a text that {@link #toString} gave. */
  static Flow parse(String text) {
    Flow flow = simplest(1);
    for (String word : text.trim().split(" ", -1)) {
      String[] parts = word.split("=", 2);
      flow =
          switch (parts[0]) {
            case "data" -> new Flow(flow.choices, Long.parseLong(parts[1]), flow.kept);
            case "rows" -> new Flow(flow.choices, flow.data, ids(parts[1]));
            default -> {
              Dimension dimension = Dimension.valueOf(parts[0].toUpperCase(Locale.ROOT));
              yield flow.with(dimension, dimension.value(parts[1]));
            }
          };
    }
    return flow;
  }

  private static Set<Integer> ids(String text) {
    return List.of(text.split(",", -1)).stream().map(Integer::valueOf).collect(Collectors.toSet());
  }

  Flow with(Dimension dimension, Value value) {
    Map<Dimension, Value> changed = new EnumMap<>(choices);
    changed.put(dimension, value);
    return new Flow(changed, data, kept);
  }

  Flow keeping(Set<Integer> ids) {
    return new Flow(choices, data, ids);
  }

  // ---- What it is.

  Value value(Dimension dimension) {
    return Optional.ofNullable(choices.get(dimension)).orElseThrow();
  }

  ColumnType type() {
    return (ColumnType) value(Dimension.TYPE);
  }

  Comparison comparison() {
    return (Comparison) value(Dimension.COMPARISON);
  }

  Partitioning partitioning() {
    return (Partitioning) value(Dimension.PARTITIONING);
  }

  Steps steps() {
    return (Steps) value(Dimension.STEPS);
  }

  Writing writing() {
    return (Writing) value(Dimension.WRITING);
  }

  Disturbance disturbance() {
    return (Disturbance) value(Dimension.DISTURBANCE);
  }

  Drive drive() {
    return (Drive) value(Dimension.DRIVE);
  }

  Stride stride() {
    return (Stride) value(Dimension.STRIDE);
  }

  Origin origin() {
    return (Origin) value(Dimension.ORIGIN);
  }

  Zone zone() {
    return (Zone) value(Dimension.ZONE);
  }

  Season season() {
    return (Season) value(Dimension.SEASON);
  }

  Spread spread() {
    return (Spread) value(Dimension.SPREAD);
  }

  Shape shape() {
    return steps().shape(comparison().column());
  }

  List<EventRow> rows() {
    return EventRow.drawn(data).stream()
        .filter(row -> kept.isEmpty() || kept.contains(row.id()))
        .map(row -> spread().of(row))
        .toList();
  }

  /** The steps, each a view and its SQL, over the view {@code events}. */
  List<Map.Entry<String, String>> views() {
    String first = steps().sql(type(), comparison().column());
    String view = first.isEmpty() ? "events" : "s1";
    String second = partitioning().step(type(), shape(), view);
    return List.of(Map.entry("s1", first), Map.entry("s2", second)).stream()
        .filter(step -> !step.getValue().isEmpty())
        .toList();
  }

  /** The workflow, between two tables. */
  String yaml(String source, String target) {
    Ruler ruler = Ruler.of(this);
    LoadJob job =
        LoadJob.daily()
            .from(source)
            .to(target)
            .window(comparison().sql(type()))
            .key("start", ruler.startKey())
            .key("end", ruler.endKey())
            .partitionedBy(partitioning().yaml(shape().column()));
    if (steps() == Steps.JOIN) {
      job.input("places", "places");
    }
    if (steps() == Steps.JOIN_OTHER_TIME) {
      job.input("others", "others");
    }
    views().forEach(step -> job.step(step.getKey(), step.getValue()));
    return writing().on(job).yaml();
  }

  /** What is not the simplest, as {@link #parse} reads it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    choices.forEach(
        (dimension, value) -> {
          if (value != dimension.simplest()) {
            text.append(dimension.word()).append('=').append(value.name()).append(' ');
          }
        });
    text.append("data=").append(data);
    if (!kept.isEmpty()) {
      text.append(" rows=")
          .append(kept.stream().map(Object::toString).collect(Collectors.joining(",")));
    }
    return text.toString();
  }
}
