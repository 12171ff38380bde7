package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.DataType;

/** Schemas that users write. */
final class Schemas {

  private Schemas() {}

  /** One in Spark's JSON, or in DDL. */
  static DataType spark(Located<String> text) {
    String schema = text.value().strip();
    try {
      return schema.startsWith("{") || schema.startsWith("\"")
          ? DataType.fromJson(schema)
          : DataType.fromDDL(schema);
    } catch (Exception e) {
      throw Refusal.of(text.span(), "this is not a Spark schema", e);
    }
  }

  /** One in Avro's JSON. */
  static DataType avro(Located<String> text) {
    try {
      return AvroTypes.type(new Schema.Parser().parse(text.value()));
    } catch (Exception e) {
      throw Refusal.of(text.span(), "this is not a valid Avro schema for rows", e);
    }
  }
}
