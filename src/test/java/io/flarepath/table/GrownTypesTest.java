package io.flarepath.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrownTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "int | bigint | bigint",
        "decimal(5,2) | decimal(8,2) | decimal(8,2)",
        "STRUCT<a: INT> | STRUCT<b: STRING, a: INT> | STRUCT<a: INT, b: STRING>",
        "STRUCT<a: INT, b: STRING> | STRUCT<A: BIGINT> | STRUCT<a: BIGINT, b: STRING>",
        "STRUCT<a: INT NOT NULL> | STRUCT<a: INT, b: INT NOT NULL>"
            + " | STRUCT<a: INT NOT NULL, b: INT>",
        "ARRAY<STRUCT<a: INT>> | ARRAY<STRUCT<b: INT>> | ARRAY<STRUCT<a: INT, b: INT>>",
        "MAP<STRING, STRUCT<a: INT>> | MAP<STRING, STRUCT<a: BIGINT>>"
            + " | MAP<STRING, STRUCT<a: BIGINT>>",
        "STRUCT<a: STRUCT<b: INT>> | STRUCT<a: STRUCT<c: ARRAY<INT>>>"
            + " | STRUCT<a: STRUCT<b: INT, c: ARRAY<INT>>>",
        "STRUCT<`a:,>b`: INT COMMENT 'x\\', >'> | STRUCT<`a:,>b`: INT, d: DECIMAL(3,1)>"
            + " | STRUCT<`a:,>b`: INT COMMENT 'x\\', >', d: DECIMAL(3,1)>",
      })
  void aTypeTakesFurtherFieldsAndWiderTypes(String from, String to, String grown) {
    assertThat(ColumnTypes.grown(from, to)).contains(grown);
    assertThat(ColumnTypes.grown(grown, to)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint | int",
        "int | string",
        "STRUCT<a: INT> | int",
        "STRUCT<a: BIGINT> | STRUCT<a: INT>",
        "STRUCT<a: INT> | STRUCT<a: INT, b: VOID>",
        "MAP<STRUCT<a: INT>, INT> | MAP<STRUCT<a: INT, b: INT>, INT>",
        "ARRAY<INT> | MAP<INT, INT>",
      })
  void orStaysAsItIs(String from, String to) {
    assertThat(ColumnTypes.grown(from, to)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "void | ''",
        "ARRAY<VOID> | .element",
        "STRUCT<a: INT, b: MAP<STRING, VOID>> | .b.value",
        "MAP<VOID, VOID> | .key",
      })
  void whatHasNoTypeIsFound(String type, String place) {
    assertThat(ColumnTypes.untyped(type)).contains(place);
    String typed = type.toLowerCase(Locale.ROOT).replace("void", "int");
    assertThat(ColumnTypes.untyped(typed)).isEmpty();
  }
}
