package io.flarepath.iceberg;

import io.flarepath.plan.OutputWrite;
import io.flarepath.table.PartitionColumn;
import io.flarepath.workflow.PartitionField;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;

/** The partition spec of a table that becomes the workflow's. Fields that are the same stay. */
final class SpecEvolution {

  private SpecEvolution() {}

  /** Commits nothing. */
  static PartitionSpec spec(Table table, OutputWrite write) {
    // With the same messages as for a new table, field by field.
    PartitionSpec unused = PartitionSpecs.spec(write.output(), table.schema());
    List<PartitionField> missing = new ArrayList<>(write.output().partitioning());
    UpdatePartitionSpec update = table.updateSpec().caseSensitive(false);
    try {
      for (org.apache.iceberg.PartitionField field : table.spec().fields()) {
        if (field.transform().isVoid()) {
          continue;
        }
        PartitionColumn present = TableReader.column(table.spec(), field);
        if (!missing.removeIf(wanted -> PartitionColumn.of(wanted).isSame(present))) {
          update.removeField(field.name());
        }
      }
      missing.forEach(field -> update.addField(PartitionSpecs.name(field), term(field)));
      return update.apply();
    } catch (ValidationException | IllegalArgumentException e) {
      throw PartitionSpecs.unfit(write.output(), e);
    }
  }

  private static Term term(PartitionField field) {
    String column = field.column().value();
    return switch (field.transform().value()) {
      case IDENTITY -> Expressions.ref(column);
      case YEAR -> Expressions.year(column);
      case MONTH -> Expressions.month(column);
      case DAY -> Expressions.day(column);
      case HOUR -> Expressions.hour(column);
      case BUCKET -> Expressions.bucket(column, PartitionSpecs.size(field));
      case TRUNCATE -> Expressions.truncate(column, PartitionSpecs.size(field));
    };
  }
}
