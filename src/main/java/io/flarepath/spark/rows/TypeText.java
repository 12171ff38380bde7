package io.flarepath.spark.rows;

import io.flarepath.table.Column;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Types as Spark's SQL writes them. */
public final class TypeText {

  private TypeText() {}

  /** {@code timestamp}, {@code decimal(10,2)}, {@code STRUCT<a: INT>}: readable as SQL again. */
  public static String of(DataType type) {
    String text = type.catalogString();
    // Only the longer form quotes the names of nested fields.
    return text.contains("<") ? type.sql() : text;
  }

  /** The columns of some rows, with their types. */
  public static List<Column> columns(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .map(field -> new Column(field.name(), of(field.dataType())))
        .toList();
  }
}
