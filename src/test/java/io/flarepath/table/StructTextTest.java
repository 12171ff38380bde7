package io.flarepath.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructTextTest {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "bigint"),
          new Column(
              "p",
              "STRUCT<At: TIMESTAMP NOT NULL COMMENT 'a, b: C>\\'', `k.l`: DECIMAL(10,2), d:"
                  + " STRUCT<x: ARRAY<STRUCT<y: INT>>, `w``:z`: DATE> NOT NULL, m: MAP<STRING,"
                  + " INT>>"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ID; bigint",
        "p.at; timestamp",
        "P.K.L; decimal(10,2)",
        "p.d.w`:z; date",
        "p.d.x; array<struct<y: int>>",
        "p.m; map<string, int>",
        "p.d; struct<x: array<struct<y: int>>, `w``:z`: date>"
      })
  void fieldsOfStructsHaveTypes(String path, String type) {
    assertThat(StructText.type(COLUMNS, path)).contains(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.on", "p.d.x.y", "p.m.key", "id.x", "at", "p.", ""})
  void whatIsNoFieldHasNone(String path) {
    assertThat(StructText.type(COLUMNS, path)).isEmpty();
  }

  @Test
  void aColumnWithDotsInItsNameGoesFirst() {
    List<Column> columns = List.of(COLUMNS.get(1), new Column("p.at", "string"));
    assertThat(StructText.type(columns, "p.at")).contains("string");
  }
}
