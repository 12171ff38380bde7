package io.flarepath.spark;

import io.flarepath.sql.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
 * Rows whose structs have the fields of a table's, in the table's order, wherever they are nested.
 * Spark puts rows together by the positions of nested fields, so no value may be left in another's
 * place.
 *
 * @param table the table's columns, as they will be
 * @param fills whether fields that the rows lack are null; else they are missing
 */
record Conformed(StructType table, boolean fills) {

  private static final String EXTRA = "the result has the field `%s.%s`, which the table lacks";
  private static final String LACKS = "the result lacks the field `%s.%s`, which the table has";

  /** Why the rows cannot be written, one sentence for each column; empty where they can. */
  List<String> misfits(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .flatMap(
            column ->
                field(table, column.name())
                    .flatMap(place -> misfit(column.name(), column.dataType(), place.dataType()))
                    .stream())
        .toList();
  }

  /** The rows, which fit. */
  Dataset<Row> rows(Dataset<Row> rows) {
    Dataset<Row> conformed = rows;
    for (StructField column : rows.schema().fields()) {
      Optional<DataType> wanted =
          field(table, column.name())
              .map(StructField::dataType)
              .filter(type -> !isSame(column.dataType(), type));
      if (wanted.isPresent()) {
        Column value = functions.col(SqlText.identifier(column.name()));
        conformed =
            conformed.withColumn(column.name(), shaped(value, column.dataType(), wanted.get()));
      }
    }
    return conformed;
  }

  private static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Whether all fields have their place already. */
  private static boolean isSame(DataType from, DataType to) {
    if (from instanceof StructType one && to instanceof StructType other) {
      boolean isSame = one.size() == other.size();
      for (int i = 0; isSame && i < one.size(); i++) {
        StructField field = one.fields()[i];
        StructField place = other.fields()[i];
        isSame =
            field.name().equalsIgnoreCase(place.name())
                && isSame(field.dataType(), place.dataType());
      }
      return isSame;
    }
    if (from instanceof ArrayType one && to instanceof ArrayType other) {
      return isSame(one.elementType(), other.elementType());
    }
    return !(from instanceof MapType one && to instanceof MapType other)
        || (isSame(one.keyType(), other.keyType()) && isSame(one.valueType(), other.valueType()));
  }

  /**
   * What keeps a column from having the table's fields, one sentence; empty where nothing does.
   *
   * @param name the column, and the fields to the present one
   */
  private Optional<String> misfit(String name, DataType from, DataType to) {
    if (from instanceof StructType one && to instanceof StructType other) {
      return Stream.concat(
              Arrays.stream(one.fields()).flatMap(field -> misplaced(name, field, other).stream()),
              Arrays.stream(other.fields())
                  .filter(place -> field(one, place.name()).isEmpty())
                  .filter(place -> !fills || !place.nullable())
                  .map(place -> LACKS.formatted(name, place.name())))
          .findFirst();
    }
    if (from instanceof ArrayType one && to instanceof ArrayType other) {
      return misfit(name + ".element", one.elementType(), other.elementType());
    }
    return from instanceof MapType one && to instanceof MapType other
        ? misfit(name + ".key", one.keyType(), other.keyType())
            .or(() -> misfit(name + ".value", one.valueType(), other.valueType()))
        : Optional.empty();
  }

  private Optional<String> misplaced(String name, StructField field, StructType table) {
    Optional<StructField> place = field(table, field.name());
    return place.isEmpty()
        ? Optional.of(EXTRA.formatted(name, field.name()))
        : misfit(name + "." + field.name(), field.dataType(), place.get().dataType());
  }

  private static Column shaped(Column value, DataType from, DataType to) {
    if (isSame(from, to)) {
      return value;
    }
    if (from instanceof StructType one && to instanceof StructType other) {
      Column[] fields =
          Arrays.stream(other.fields())
              .map(place -> placed(value, one, place).as(place.name()))
              .toArray(Column[]::new);
      return functions
          .when(value.isNull(), functions.lit(null))
          .otherwise(functions.struct(fields));
    }
    if (from instanceof ArrayType one && to instanceof ArrayType other) {
      return functions.transform(
          value, element -> shaped(element, one.elementType(), other.elementType()));
    }
    MapType one = (MapType) from;
    MapType other = (MapType) to;
    Column keys =
        isSame(one.keyType(), other.keyType())
            ? value
            : functions.transform_keys(
                value, (key, each) -> shaped(key, one.keyType(), other.keyType()));
    return functions.transform_values(
        keys, (key, each) -> shaped(each, one.valueType(), other.valueType()));
  }

  private static Column placed(Column value, StructType from, StructField place) {
    return field(from, place.name())
        .map(field -> shaped(value.getField(field.name()), field.dataType(), place.dataType()))
        .orElseGet(() -> functions.lit(null).cast(place.dataType()));
  }
}
