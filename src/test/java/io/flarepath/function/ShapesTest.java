package io.flarepath.function;

import static io.flarepath.function.Calls.lines;
import static io.flarepath.function.Calls.marked;
import static io.flarepath.function.Calls.refusal;
import static io.flarepath.function.Calls.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The functions that change the number of rows or columns. */
@Tag("spark")
class ShapesTest {

  private static final String ARRAYS =
      "select * from values (1, array('x', null)), (2, array()), (3, null) t(id, items)";

  private static final String SALES =
      "select * from values ('bread', 'USA', 1), ('bread', 'USA', 2), ('bread', 'India', 4),"
          + " ('milk', null, 8), ('milk', 'Chile', null) t(product, country, amount)";

  @Test
  void flattenMakesARowOfEachItemAndDropsRowsWithoutItems() {
    assertThat(
            lines(
                ARRAYS,
                "{name: flatten, column: items, asColumn: item}",
                "{name: drop, columns: items}"))
        .containsExactly("id|item", "1|x", "1|NULL");
  }

  @Test
  void flattenOuterKeepsRowsWithoutItems() {
    assertThat(lines(ARRAYS, "{name: flatten_outer, column: items}"))
        .containsExactly("id|items", "1|x", "1|NULL", "2|NULL", "3|NULL");
  }

  @Test
  void flattenReachesIntoStructs() {
    assertThat(
            lines(
                "select named_struct('items', array(1, 2)) s",
                "{name: flatten, column: s.items, asColumn: item}",
                "{name: drop, columns: s}"))
        .containsExactly("item", "1", "2");
  }

  @Test
  void flattenOfSomethingElseIsLeftToTheCaller() {
    assertThatThrownBy(() -> rows("select 1 a", "{name: flatten, column: a, asColumn: b}"))
        .isInstanceOf(AnalysisException.class);
  }

  @Test
  void unfurlPullsOutFieldsAndKeepsTheOtherColumns() {
    assertThat(
            lines(
                "select 1 id, named_struct('x', 2, 'y', 'z') s",
                "{name: unfurl, expression: s.*}",
                "{name: drop, columns: s}"))
        .containsExactly("id|x|y", "1|2|z");
  }

  @Test
  void unfurlExplodesWithOrWithoutAName() {
    assertThat(lines(ARRAYS, "{name: unfurl, expression: explode(items)}").get(0))
        .isEqualTo("id|items|col");
    assertThat(
            lines(
                ARRAYS,
                "{name: unfurl, expression: explode_outer(items) as item}",
                "{name: select, columns: [id, item]}"))
        .containsExactly("id|item", "1|x", "1|NULL", "2|NULL", "3|NULL");
  }

  @Test
  void unfurlOfANullStructGivesNulls() {
    assertThat(
            lines(
                "select cast(null as struct<x: int>) s",
                "{name: unfurl, expression: s.*}",
                "{name: select, columns: x}"))
        .containsExactly("x", "NULL");
  }

  @Test
  void pivotMakesColumnsOfAllValues() {
    assertThat(
            lines(
                SALES,
                "{name: pivot, groupBy: product, column: country,"
                    + " aggregateExpression: sum(amount) as amount}"))
        .containsExactlyInAnyOrder(
            "product|null|Chile|India|USA", "bread|NULL|NULL|4|3", "milk|8|NULL|NULL|NULL");
  }

  @Test
  void pivotMakesColumnsOfTheGivenValuesWhateverTheirType() {
    assertThat(
            lines(
                SALES,
                "{name: pivot, groupBy: [product], column: country, values: [India, Mexico],"
                    + " aggregateExpression: sum(amount) as amount, approach: two-phase}"))
        .containsExactlyInAnyOrder("product|India|Mexico", "bread|4|NULL", "milk|NULL|NULL");
    assertThat(
            lines(
                SALES,
                "{name: pivot, groupBy: product, column: amount, values: [1, 8],"
                    + " aggregateExpression: count(country)}"))
        .containsExactlyInAnyOrder("product|1|8", "bread|1|NULL", "milk|NULL|0");
  }

  @Test
  void unpivotMakesRowsOfColumnsAndKeepsNulls() {
    assertThat(
            lines(
                "select * from values ('bread', 1, null), ('milk', 3, 4) t(product, USA, India)",
                "{name: unpivot, columns: [USA, india], pivotColumns: [product],"
                    + " keyColumnName: country, valueColumnName: amount}"))
        .containsExactly(
            "product|country|amount",
            "bread|USA|1",
            "bread|India|NULL",
            "milk|USA|3",
            "milk|India|4");
  }

  @Test
  void unpivotTakesAStarForAllOthersOnEitherSide() {
    String query = "select 'bread' product, 1 USA, 2 India";

    assertThat(
            lines(
                query,
                "{name: unpivot, columns: ['*'], pivotColumns: [product],"
                    + " keyColumnName: k, valueColumnName: v}"))
        .containsExactly("product|k|v", "bread|USA|1", "bread|India|2");
    assertThat(
            lines(
                query,
                "{name: unpivot, columns: [India], pivotColumns: '*',"
                    + " keyColumnName: k, valueColumnName: v}"))
        .containsExactly("product|USA|k|v", "bread|1|India|2");
  }

  @Test
  void unpivotRefusesTwoStars() {
    var refusal =
        refusal(
            "select 1 a",
            "{name: unpivot, columns: '*', pivotColumns: ['*'],"
                + " keyColumnName: k, valueColumnName: v}");

    assertThat(refusal.message()).isEqualTo("`columns` and `pivotColumns` cannot both be `*`");
    assertThat(marked(refusal)).isEqualTo("'*'");
  }

  @Test
  void unpivotOfColumnsOfDifferentTypesIsLeftToTheCaller() {
    assertThatThrownBy(
            () ->
                rows(
                    "select 1 a, 'x' b, array(1) c",
                    "{name: unpivot, columns: [b, c], pivotColumns: a,"
                        + " keyColumnName: k, valueColumnName: v}"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("UNPIVOT_VALUE_DATA_TYPE_MISMATCH");
  }

  @Test
  void dropDuplicatesKeepsOneRowOfEachKind() {
    String query =
        "select * from values (1, 'a'), (1, 'a'), (1, 'b'), (null, 'c'), (null, 'd') t(x, y)";

    assertThat(lines(query, "{name: drop_duplicates, columns: [X]}", "{name: select, columns: x}"))
        .containsExactlyInAnyOrder("x", "1", "NULL");
    assertThat(lines(query, "{name: drop_duplicates}")).hasSize(5);
  }

  @Test
  void parseAsJsonReadsBySparksSchemaInEitherForm() {
    String query = "select * from values ('{\"a\": 1, \"b\": [\"x\"]}'), ('no'), (null) t(j)";
    String json =
        "'{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"nullable\":true,"
            + "\"metadata\":{}}]}'";

    assertThat(
            lines(
                query,
                "{name: parse_as_json, column: j, asColumn: p,"
                    + " sparkSchema: 'a int, b array<string>'}",
                "{name: select, columns: p}"))
        .containsExactly("p", "{1, [x]}", "{null, null}", "NULL");
    assertThat(lines(query, "{name: parse_as_json, column: j, sparkSchema: " + json + "}"))
        .containsExactly("j", "{1}", "{null}", "NULL");
  }

  @Test
  void parseAsJsonReadsByAvrosSchema() {
    String avro =
        "'{\"type\":\"record\",\"name\":\"r\",\"fields\":["
            + "{\"name\":\"a\",\"type\":[\"null\",\"long\"]},"
            + "{\"name\":\"day\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}}]}'";

    assertThat(
            lines(
                "select '{\"a\": 1, \"day\": \"2020-02-03\"}' j",
                "{name: parse_as_json, column: j, avroSchema: " + avro + "}"))
        .containsExactly("j", "{1, 2020-02-03}");
  }

  @Test
  void parseAsJsonTakesStructsToo() {
    assertThat(
            lines(
                "select named_struct('a', 1, 'b', 2) j",
                "{name: parse_as_json, column: j, sparkSchema: 'b string'}"))
        .containsExactly("j", "{2}");
  }

  @Test
  void parseAsJsonPointsAtASchemaThatIsNone() {
    var spark = refusal("select '1' j", "{name: parse_as_json, column: j, sparkSchema: 'a intt'}");
    var avro = refusal("select '1' j", "{name: parse_as_json, column: j, avroSchema: '{}'}");
    var none = refusal("select '1' j", "{name: parse_as_json, column: j}");

    assertThat(spark.message()).isEqualTo("this is not a Spark schema");
    assertThat(marked(spark)).isEqualTo("'a intt'");
    assertThat(avro.message()).isEqualTo("this is not a valid Avro schema for rows");
    assertThat(avro.notes()).containsExactly("No type: {}");
    assertThat(none.message()).isEqualTo("`parse_as_json` needs a schema");
    assertThat(marked(none)).isEqualTo("parse_as_json");
  }
}
