package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.spark.sql.avro.SchemaConverters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroColumnsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"int\"",
        "\"long\"",
        "\"float\"",
        "\"double\"",
        "\"boolean\"",
        "\"string\"",
        "\"bytes\"",
        "{\"type\":\"int\",\"logicalType\":\"date\"}",
        "{\"type\":\"int\",\"logicalType\":\"time-millis\"}",
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
        "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
        "{\"type\":\"long\",\"logicalType\":\"local-timestamp-micros\"}",
        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":3}",
        "{\"type\":\"fixed\",\"name\":\"f\",\"size\":4}",
        "{\"type\":\"enum\",\"name\":\"e\",\"symbols\":[\"A\"]}",
        "{\"type\":\"array\",\"items\":[\"null\",\"int\"]}",
        "{\"type\":\"array\",\"items\":\"int\"}",
        "{\"type\":\"map\",\"values\":\"string\"}",
        "{\"type\":\"map\",\"values\":[\"string\",\"null\"]}",
        "[\"null\",\"string\"]",
        "[\"int\",\"long\"]",
        "[\"float\",\"null\",\"double\"]",
        "[\"null\",\"int\",\"string\"]",
        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"x\",\"type\":[\"null\",\"int\"]}]}",
      })
  void readsTypesAsSparksOwnModuleDoes(String type) {
    Schema schema = new Schema.Parser().parse(record(type));
    assertThat(AvroColumns.type(schema)).isEqualTo(SchemaConverters.toSqlType(schema).dataType());
  }

  @Test
  void wantsARecordAtTheOutside() {
    assertThatThrownBy(() -> AvroColumns.of("\"int\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the outermost type must be a record");
  }

  private static String record(String type) {
    return "{\"type\":\"record\",\"name\":\"row\",\"fields\":[{\"name\":\"a\",\"type\":%s},{\"name\":\"b\",\"type\":\"int\"}]}"
        .formatted(type);
  }
}
