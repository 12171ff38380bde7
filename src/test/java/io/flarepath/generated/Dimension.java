package io.flarepath.generated;

import java.util.List;
import java.util.Locale;

/** What workflows differ in. */
enum Dimension {
  TYPE,
  COMPARISON,
  PARTITIONING,
  STEPS,
  WRITING,
  DISTURBANCE,
  DRIVE,
  STRIDE,
  ORIGIN,
  ZONE,
  SEASON,
  SPREAD;

  /** Its values, the simplest first. */
  List<Value> options() {
    return switch (this) {
      case TYPE -> List.of(ColumnType.values());
      case COMPARISON -> List.of(Comparison.values());
      case PARTITIONING -> List.of(Partitioning.values());
      case STEPS -> List.of(Steps.values());
      case WRITING -> List.of(Writing.values());
      case DISTURBANCE -> List.of(Disturbance.values());
      case DRIVE -> List.of(Drive.values());
      case STRIDE -> List.of(Stride.values());
      case ORIGIN -> List.of(Origin.values());
      case ZONE -> List.of(Zone.values());
      case SEASON -> List.of(Season.values());
      case SPREAD -> List.of(Spread.values());
    };
  }

  Value simplest() {
    return options().get(0);
  }

  /** The name in the text of a workflow. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of this name. */
  Value value(String name) {
    return options().stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + word() + " " + name));
  }
}
