package io.flarepath.generated;

import static io.flarepath.generated.ColumnType.DATE;

/** How the output is partitioned. */
enum Partitioning implements Value {
  UNPARTITIONED(""),
  DAY("- {type: day, column: {c}, name: at_part}"),
  HOUR("- {type: hour, column: {c}, name: at_part}"),
  MONTH("- {type: month, column: {c}, name: at_part}"),
  IDENTITY("- {type: identity, column: {c}}"),
  TRUNCATE("- {type: truncate, column: {c}, name: at_part, width: 7}"),
  REGION("- {type: identity, column: region}"),
  BUCKET("- {type: bucket, column: id, name: id_part, numBuckets: 3}"),
  DERIVED_DAY("- {type: identity, column: the_day}"),
  DERIVED_MONTH("- {type: identity, column: the_month}"),
  COLUMN_AND_BUCKET(
      "- {type: identity, column: {c}}\n"
          + "- {type: bucket, column: id, name: id_part, numBuckets: 3}"),
  REGION_AND_DAY("- {type: identity, column: region}\n- {type: day, column: {c}, name: at_part}");

  private final String yaml;

  Partitioning(String yaml) {
    this.yaml = yaml;
  }

  String yaml(String column) {
    return yaml.replace("{c}", column);
  }

  boolean fits(ColumnType type, Shape shape) {
    boolean isTime = type.isTime();
    boolean hasDay = (isTime || type == DATE) && shape.hasColumn();
    return switch (this) {
      case UNPARTITIONED -> true;
      case DAY, MONTH -> hasDay;
      case HOUR -> isTime && shape.hasColumn();
      case IDENTITY -> shape.hasColumn();
      case TRUNCATE -> !isTime && type != DATE && shape.hasColumn();
      case REGION, BUCKET -> shape.hasRows();
      case DERIVED_DAY -> shape.hasDay() || shape.hasColumn();
      case DERIVED_MONTH -> shape.hasColumn();
      case COLUMN_AND_BUCKET -> shape.hasColumn() && shape.hasRows();
      case REGION_AND_DAY -> hasDay && shape.hasRows();
    };
  }

  /** The step that adds the column which it needs; empty for none. */
  String step(ColumnType type, Shape shape, String view) {
    if (this == DERIVED_DAY && !shape.hasDay()) {
      return "SELECT *, %s AS the_day FROM %s".formatted(type.day(shape.column()), view);
    }
    return this == DERIVED_MONTH
        ? "SELECT *, %s AS the_month FROM %s".formatted(type.month(shape.column()), view)
        : "";
  }
}
