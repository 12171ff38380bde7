package io.flarepath.spark;

import io.flarepath.sql.SqlText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Gives columns that are read from a table's files the names that they have in the table. In files
 * Iceberg writes {@code a.b} as {@code a_x2Eb}, and {@code 1st} as {@code _1st}: Avro allows
 * letters, digits and underscores only.
 *
 * @param known the columns by their names in the table
 */
record FileNames(List<StructField> known) {

  FileNames {
    known = List.copyOf(known);
  }

  /**
   * The rows with the names of the table, also within structs; what is not known keeps its name.
   */
  Dataset<Row> restored(Dataset<Row> files) {
    StructType written = files.schema();
    StructType restored = restored(written, known);
    if (restored.equals(written)) {
      return files;
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      StructField field = restored.fields()[i];
      columns.add(
          functions
              .col(SqlText.identifier(written.fields()[i].name()))
              .cast(field.dataType())
              .as(field.name()));
    }
    return files.select(columns.toArray(Column[]::new));
  }

  private static StructType restored(StructType written, List<StructField> known) {
    return new StructType(
        Arrays.stream(written.fields())
            .map(
                field ->
                    find(field.name(), known)
                        .map(
                            found ->
                                new StructField(
                                    found.name(),
                                    restored(field.dataType(), found.dataType()),
                                    field.nullable(),
                                    field.metadata()))
                        .orElse(field))
            .toArray(StructField[]::new));
  }

  private static DataType restored(DataType written, DataType known) {
    if (written instanceof StructType struct && known instanceof StructType fields) {
      return restored(struct, List.of(fields.fields()));
    }
    if (written instanceof ArrayType array && known instanceof ArrayType elements) {
      return new ArrayType(
          restored(array.elementType(), elements.elementType()), array.containsNull());
    }
    if (written instanceof MapType map && known instanceof MapType entries) {
      return new MapType(
          restored(map.keyType(), entries.keyType()),
          restored(map.valueType(), entries.valueType()),
          map.valueContainsNull());
    }
    return written;
  }

  private static Optional<StructField> find(String name, List<StructField> known) {
    return known.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst()
        .or(
            () ->
                known.stream()
                    .filter(field -> inFiles(field.name()).equalsIgnoreCase(name))
                    .findFirst());
  }

  /** A column's name in Iceberg's files. */
  static String inFiles(String name) {
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean isAllowed =
          letter == '_'
              || (i == 0 ? Character.isLetter(letter) : Character.isLetterOrDigit(letter));
      if (isAllowed) {
        written.append(letter);
      } else if (Character.isDigit(letter)) {
        written.append('_').append(letter);
      } else {
        written.append("_x").append(Integer.toHexString(letter).toUpperCase(Locale.ROOT));
      }
    }
    return written.toString();
  }
}
