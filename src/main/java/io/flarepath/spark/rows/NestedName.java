package io.flarepath.spark.rows;

import io.flarepath.sql.SqlText;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A column or a field of a struct by the name that Iceberg has for it: its parts with dots. */
public final class NestedName {

  private NestedName() {}

  /**
   * The name in SQL. Parts may have dots in them, so the schema tells where one ends; a name that
   * it does not have is taken for a column's.
   */
  public static String sql(StructType schema, String name) {
    return find(schema, name).orElseGet(() -> SqlText.identifier(name));
  }

  private static Optional<String> find(DataType type, String name) {
    if (!(type instanceof StructType struct)) {
      return Optional.empty();
    }
    for (StructField field : struct.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(SqlText.identifier(field.name()));
      }
    }
    for (StructField field : struct.fields()) {
      String prefix = field.name() + ".";
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        Optional<String> rest = find(field.dataType(), name.substring(prefix.length()));
        if (rest.isPresent()) {
          return rest.map(inner -> SqlText.identifier(field.name()) + "." + inner);
        }
      }
    }
    return Optional.empty();
  }
}
