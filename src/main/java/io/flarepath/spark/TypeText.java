package io.flarepath.spark;

import org.apache.spark.sql.types.DataType;

/** Types as Spark's SQL writes them. */
final class TypeText {

  private TypeText() {}

  /** {@code timestamp}, {@code decimal(10,2)}, {@code STRUCT<a: INT>}: readable as SQL again. */
  static String of(DataType type) {
    String text = type.catalogString();
    // Only the longer form quotes the names of nested fields.
    return text.contains("<") ? type.sql() : text;
  }
}
