package io.flarepath.iceberg;

import io.flarepath.plan.OutputWrite;
import io.flarepath.table.Column;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** The schema of a table with a write's new columns at its end and its wider types. */
final class SchemaEvolution {

  private SchemaEvolution() {}

  /** Commits nothing. */
  static Schema schema(Table table, OutputWrite write) {
    if (write.change().added().isEmpty() && write.change().widened().isEmpty()) {
      return table.schema();
    }
    try {
      UpdateSchema update = table.updateSchema();
      for (NestedField field : TableCreation.schema(write.change().added()).columns()) {
        update.addColumn(field.name(), field.type());
      }
      for (Column column : write.change().widened()) {
        Schema grown = TableCreation.schema(List.of(column));
        Type type = grown.columns().get(0).type();
        if (type.isPrimitiveType()) {
          update.updateColumn(column.name(), type.asPrimitiveType());
        } else {
          update.caseSensitive(false).unionByNameWith(grown);
        }
      }
      return update.apply();
    } catch (ValidationException | IllegalArgumentException | UnsupportedOperationException e) {
      throw TableCreation.unfit(write, e);
    }
  }
}
