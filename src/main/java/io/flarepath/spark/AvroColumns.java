package io.flarepath.spark;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Avro's schemas as Spark's types, by the table that Spark's own Avro module documents. That module
 * is not on every cluster; Avro itself is.
 */
public final class AvroColumns {

  private final Set<String> open = new LinkedHashSet<>();

  private AvroColumns() {}

  /**
   * The columns of an Avro record.
   *
   * @param json the schema
   * @throws org.apache.avro.SchemaParseException if it is not an Avro schema
   * @throws IllegalArgumentException if it is not a record, or cannot be a type of Spark
   */
  public static StructType of(String json) {
    if (type(new Schema.Parser().parse(json)) instanceof StructType columns) {
      return columns;
    }
    throw new IllegalArgumentException("the outermost type must be a record");
  }

  /**
   * The type of values of a schema.
   *
   * @throws IllegalArgumentException if Spark has none, as for a record that holds itself
   */
  public static DataType type(Schema schema) {
    return new AvroColumns().convert(schema);
  }

  private DataType convert(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return switch (schema.getType()) {
      case INT -> logical instanceof LogicalTypes.Date ? DataTypes.DateType : DataTypes.IntegerType;
      case LONG -> ofLong(logical);
      case BYTES, FIXED ->
          logical instanceof LogicalTypes.Decimal decimal
              ? DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale())
              : DataTypes.BinaryType;
      case STRING, ENUM -> DataTypes.StringType;
      case BOOLEAN -> DataTypes.BooleanType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case NULL -> DataTypes.NullType;
      case RECORD -> record(schema);
      case ARRAY ->
          DataTypes.createArrayType(
              convert(schema.getElementType()), schema.getElementType().isNullable());
      case MAP ->
          DataTypes.createMapType(
              DataTypes.StringType,
              convert(schema.getValueType()),
              schema.getValueType().isNullable());
      case UNION -> union(schema);
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

  private StructType record(Schema schema) {
    if (!open.add(schema.getFullName())) {
      throw new IllegalArgumentException(
          "the record `"
              + schema.getFullName()
              + "` contains itself, which Spark types do not allow");
    }
    List<StructField> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(field(field.name(), field.schema()));
    }
    open.remove(schema.getFullName());
    return DataTypes.createStructType(fields);
  }

  /** What is left besides null: one type, the wider of two numbers, or a struct of all. */
  private DataType union(Schema schema) {
    List<Schema> members =
        schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    if (members.size() == 1) {
      return convert(members.get(0));
    }
    Set<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
    members.forEach(member -> types.add(member.getType()));
    if (types.equals(EnumSet.of(Schema.Type.INT, Schema.Type.LONG))) {
      return DataTypes.LongType;
    }
    if (types.equals(EnumSet.of(Schema.Type.FLOAT, Schema.Type.DOUBLE))) {
      return DataTypes.DoubleType;
    }
    List<StructField> fields = new ArrayList<>();
    for (Schema member : members) {
      fields.add(DataTypes.createStructField("member" + fields.size(), convert(member), true));
    }
    return DataTypes.createStructType(fields);
  }

  private StructField field(String name, Schema schema) {
    return DataTypes.createStructField(name, convert(schema), schema.isNullable());
  }
}
