package io.flarepath.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"boolean\";BOOLEAN",
        "\"int\";INT",
        "\"long\";BIGINT",
        "\"float\";FLOAT",
        "\"double\";DOUBLE",
        "\"string\";STRING",
        "\"bytes\";BINARY",
        "{'type':'fixed','name':'f','size':4};BINARY",
        "{'type':'enum','name':'e','symbols':['A']};STRING",
        "{'type':'int','logicalType':'date'};DATE",
        "{'type':'long','logicalType':'timestamp-millis'};TIMESTAMP",
        "{'type':'long','logicalType':'timestamp-micros'};TIMESTAMP",
        "{'type':'long','logicalType':'local-timestamp-micros'};TIMESTAMP_NTZ",
        "{'type':'long','logicalType':'time-micros'};BIGINT",
        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2};DECIMAL(9,2)",
        "{'type':'array','items':['null','int']};ARRAY<INT>",
        "{'type':'map','values':'long'};MAP<STRING, BIGINT>",
        "['null','string'];STRING",
        "['int','null','long'];BIGINT",
        "['float','double'];DOUBLE",
      })
  void namesSparksTypeForEachOfAvros(String avro, String wanted) {
    assertThat(AvroTypes.type(parsed(avro)).sql()).isEqualTo(wanted);
  }

  @Test
  void readsRecordsAndWhatMayBeNullInThem() {
    StructType type =
        (StructType)
            AvroTypes.type(
                parsed(
                    "{'type':'record','name':'a','fields':[{'name':'x','type':['null','int']},"
                        + "{'name':'y','type':{'type':'record','name':'b','fields':["
                        + "{'name':'z','type':'string'}]}}, {'name':'again','type':'b'}]}"));

    assertThat(type.toDDL())
        .isEqualTo("x INT,y STRUCT<z: STRING> NOT NULL,again STRUCT<z: STRING> NOT NULL");
    assertThat(((StructType) type.apply("y").dataType()).apply("z").nullable()).isFalse();
  }

  @Test
  void refusesWhatRowsCannotHold() {
    assertThatThrownBy(() -> AvroTypes.type(parsed("['int','string']")))
        .hasMessage("a union of several types besides null, which JSON cannot distinguish");
    assertThatThrownBy(
            () ->
                AvroTypes.type(
                    parsed(
                        "{'type':'record','name':'tree','fields':["
                            + "{'name':'left','type':['null','tree']}]}")))
        .hasMessage("the record tree contains itself, which Spark types do not allow");
  }

  private static Schema parsed(String text) {
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
