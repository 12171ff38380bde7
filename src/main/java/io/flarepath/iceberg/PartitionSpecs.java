package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputPlan;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.PartitionField.Transform;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.exceptions.ValidationException;

/** A workflow's partition spec as Iceberg's. */
final class PartitionSpecs {

  private static final int DEFAULT_BUCKETS = 16;

  private PartitionSpecs() {}

  /**
   * The spec of a table with these columns.
   *
   * @throws FlarepathException that points at the field which does not fit
   */
  static PartitionSpec spec(OutputPlan output, Schema schema) {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema).caseSensitive(false);
    for (PartitionField field : output.partitioning()) {
      try {
        // Alone, so that the field is named whose column has the wrong type.
        add(PartitionSpec.builderFor(schema).caseSensitive(false), field).build();
        add(builder, field);
      } catch (ValidationException | IllegalArgumentException e) {
        throw new FlarepathException(
            Diagnostic.error(
                    Code.BAD_PARTITION_FIELD,
                    "the table cannot be partitioned by "
                        + field.transform().value().word()
                        + " of `"
                        + field.column().value()
                        + "`")
                .at(field.transform().span())
                .because(TableCreation.reason(e)),
            e);
      }
    }
    try {
      return builder.build();
    } catch (ValidationException | IllegalArgumentException e) {
      throw unfit(output, e);
    }
  }

  static FlarepathException unfit(OutputPlan output, RuntimeException e) {
    return new FlarepathException(
        Diagnostic.error(Code.BAD_PARTITION_FIELD, "the table cannot be partitioned this way")
            .at(output.output().name().span())
            .because(TableCreation.reason(e)),
        e);
  }

  /** The field's name: the given one, else one that describes the field. */
  static String name(PartitionField field) {
    String column = field.column().value();
    Transform transform = field.transform().value();
    return field
        .name()
        .map(given -> given.value())
        .orElseGet(
            () ->
                switch (transform) {
                  case IDENTITY -> column;
                  case TRUNCATE -> column + "_trunc";
                  default -> column + "_" + transform.word();
                });
  }

  /** Buckets or width. */
  static int size(PartitionField field) {
    return field.size().orElse(field.transform().value() == Transform.BUCKET ? DEFAULT_BUCKETS : 1);
  }

  private static PartitionSpec.Builder add(PartitionSpec.Builder builder, PartitionField field) {
    String column = field.column().value();
    String name = name(field);
    return switch (field.transform().value()) {
      case IDENTITY -> builder.identity(column, name);
      case YEAR -> builder.year(column, name);
      case MONTH -> builder.month(column, name);
      case DAY -> builder.day(column, name);
      case HOUR -> builder.hour(column, name);
      case BUCKET -> builder.bucket(column, size(field), name);
      case TRUNCATE -> builder.truncate(column, size(field), name);
    };
  }
}
