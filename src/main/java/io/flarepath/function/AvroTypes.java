package io.flarepath.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Spark's types for Avro's, by the table in the documentation of Spark's own Avro source, which is
 * not part of every installation.
 */
final class AvroTypes {

  private final Set<String> open = new HashSet<>();

  private AvroTypes() {}

  /**
   * The type of what a schema describes.
   *
   * @throws IllegalArgumentException if no rows can have it
   */
  static DataType type(Schema schema) {
    return new AvroTypes().of(schema);
  }

  private DataType of(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> DataTypes.BooleanType;
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? DataTypes.DateType
              : DataTypes.IntegerType;
      case LONG -> ofLong(schema.getLogicalType());
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING, ENUM -> DataTypes.StringType;
      case BYTES, FIXED ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale())
              : DataTypes.BinaryType;
      case ARRAY ->
          DataTypes.createArrayType(
              of(schema.getElementType()), isNullable(schema.getElementType()));
      case MAP ->
          DataTypes.createMapType(
              DataTypes.StringType, of(schema.getValueType()), isNullable(schema.getValueType()));
      case RECORD -> ofRecord(schema);
      case UNION -> ofUnion(schema.getTypes().stream().filter(each -> !isNull(each)).toList());
      case NULL -> DataTypes.NullType;
    };
  }

  private static DataType ofLong(LogicalType logical) {
    if (logical instanceof LogicalTypes.TimestampMillis
        || logical instanceof LogicalTypes.TimestampMicros) {
      return DataTypes.TimestampType;
    }
    return logical instanceof LogicalTypes.LocalTimestampMillis
            || logical instanceof LogicalTypes.LocalTimestampMicros
        ? DataTypes.TimestampNTZType
        : DataTypes.LongType;
  }

  private DataType ofRecord(Schema schema) {
    if (!open.add(schema.getFullName())) {
      throw new IllegalArgumentException(
          "the record "
              + schema.getFullName()
              + " contains itself, which Spark types do not allow");
    }
    List<StructField> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(
          DataTypes.createStructField(
              field.name(), of(field.schema()), isNullable(field.schema())));
    }
    open.remove(schema.getFullName());
    return DataTypes.createStructType(fields);
  }

  private DataType ofUnion(List<Schema> members) {
    if (members.size() == 1) {
      return of(members.get(0));
    }
    Set<Schema.Type> types = new HashSet<>();
    members.forEach(member -> types.add(member.getType()));
    if (types.equals(Set.of(Schema.Type.INT, Schema.Type.LONG))) {
      return DataTypes.LongType;
    }
    if (types.equals(Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE))) {
      return DataTypes.DoubleType;
    }
    throw new IllegalArgumentException(
        "a union of several types besides null, which JSON cannot distinguish");
  }

  private static boolean isNullable(Schema schema) {
    return isNull(schema)
        || (schema.getType() == Schema.Type.UNION
            && schema.getTypes().stream().anyMatch(AvroTypes::isNull));
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() == Schema.Type.NULL;
  }
}
