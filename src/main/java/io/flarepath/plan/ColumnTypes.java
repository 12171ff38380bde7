package io.flarepath.plan;

import io.flarepath.window.Axis;
import java.util.Optional;

/** Which types of columns a window can run along. */
public final class ColumnTypes {

  private ColumnTypes() {}

  /**
   * The axis of a type as the engine's SQL writes it. Text, fractions and nested types have none:
   * their values are not whole steps apart.
   */
  public static Optional<Axis> axis(String type) {
    return switch (type) {
      case "timestamp" -> Optional.of(Axis.TIMESTAMP);
      case "timestamp_ntz" -> Optional.of(Axis.LOCAL_TIMESTAMP);
      case "date" -> Optional.of(Axis.DATE);
      case "tinyint", "smallint", "int", "bigint" -> Optional.of(Axis.NUMBER);
      default -> Optional.empty();
    };
  }
}
