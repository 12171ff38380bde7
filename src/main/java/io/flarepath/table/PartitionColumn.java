package io.flarepath.table;

import io.flarepath.window.Axis;
import io.flarepath.window.Grid;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.PartitionField.Transform;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One field of a table's partition spec.
 *
 * @param column the source column
 * @param transform what is made of it
 * @param size buckets or width, where the transform has one
 */
public record PartitionColumn(String column, Transform transform, OptionalInt size) {

  public static PartitionColumn of(PartitionField field) {
    return new PartitionColumn(field.column().value(), field.transform().value(), sized(field));
  }

  private static OptionalInt sized(PartitionField field) {
    return switch (field.transform().value()) {
      case BUCKET, TRUNCATE -> field.size();
      default -> OptionalInt.empty();
    };
  }

  /** Whether two specs cut files in the same way, however their fields are called and ordered. */
  public static boolean isSame(List<PartitionColumn> spec, List<PartitionColumn> other) {
    return spec.stream()
        .map(PartitionColumn::folded)
        .collect(Collectors.toSet())
        .equals(other.stream().map(PartitionColumn::folded).collect(Collectors.toSet()));
  }

  /** Whether the two are the same but for the case of the column. */
  public boolean isSame(PartitionColumn other) {
    return folded().equals(other.folded());
  }

  private PartitionColumn folded() {
    return new PartitionColumn(column.toLowerCase(Locale.ROOT), transform, size);
  }

  /**
   * Whether rows that are sorted by a column, up or down, have equal values of this field together.
   */
  public boolean keepsOrderOf(String sorted) {
    return transform != Transform.BUCKET && column.equalsIgnoreCase(sorted);
  }

  /** How this field cuts an axis; empty for transforms that keep no order, such as buckets. */
  public Optional<Grid> grid(Axis axis) {
    return switch (transform) {
      case YEAR -> time(axis, Grid.Calendar.YEAR);
      case MONTH -> time(axis, Grid.Calendar.MONTH);
      case DAY -> time(axis, Grid.Calendar.DAY);
      case HOUR -> time(axis, Grid.Calendar.HOUR);
      case IDENTITY -> Optional.of(new Grid.Single());
      case TRUNCATE ->
          axis == Axis.NUMBER && size.isPresent()
              ? Optional.of(new Grid.Width(size.getAsInt()))
              : Optional.empty();
      case BUCKET -> Optional.empty();
    };
  }

  private static Optional<Grid> time(Axis axis, Grid grid) {
    return axis.isTime() ? Optional.of(grid) : Optional.empty();
  }

  /** {@code day(departed_at)}, {@code bucket[16](id)}. */
  @Override
  public String toString() {
    String argument = size.isPresent() ? "[" + size.getAsInt() + "]" : "";
    return transform == Transform.IDENTITY
        ? column
        : transform.word() + argument + "(" + column + ")";
  }
}
