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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that set values. */
@Tag("spark")
class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "8,int,INT,8",
    "8,long,BIGINT,8",
    "1.5,'decimal(4,2)','DECIMAL(4,2)',1.50",
    "true,boolean,BOOLEAN,true",
    "2020-01-31,date,DATE,2020-01-31",
    "2020-01-31 10:00:00,timestamp,TIMESTAMP,2020-01-31 10:00:00",
    "x,String,STRING,x"
  })
  void addColumnAddsAConstantOfItsType(String value, String type, String sql, String shown) {
    var rows =
        rows(
            "select 1 a",
            "{name: add_column, column: n, value: '" + value + "', type: '" + type + "'}");

    assertThat(rows.schema().apply("n").dataType().sql()).isEqualTo(sql);
    assertThat(lines(rows)).containsExactly("a|n", "1|" + shown);
  }

  @Test
  void addColumnRefusesAValueThatIsNotOfTheType() {
    var refusal = refusal("select 1 a", "{name: add_column, column: n, value: eight, type: int}");

    assertThat(refusal.message()).isEqualTo("`eight` is not a value of the type int");
    assertThat(marked(refusal)).isEqualTo("eight");
  }

  @Test
  void addColumnRefusesATypeThatDoesNotExist() {
    var refusal = refusal("select 1 a", "{name: add_column, column: n, value: 8, type: strng}");

    assertThat(refusal.message()).isEqualTo("`strng` is not a type");
    assertThat(refusal.help()).containsExactly("did you mean `string`?");
    assertThat(marked(refusal)).isEqualTo("strng");
  }

  @Test
  void setColumnSetsATextAndMayMakeTheColumn() {
    assertThat(
            lines(
                "select 1 a",
                "{name: set_column, column: A, value: some value}",
                "{name: set_column, column: b, value: 5}"))
        .containsExactly("A|b", "some value|5");
  }

  @Test
  void setVariableEvaluatesAnExpression() {
    assertThat(
            lines(
                "select * from values (9039.164), (null) t(x)",
                "{name: set_variable, column: y, expression: 'round(x)'}"))
        .containsExactly("x|y", "9039.164|9039", "NULL|NULL");
  }

  @Test
  void setVariableLeavesWhatSparkRejectsToTheCaller() {
    assertThatThrownBy(
            () -> rows("select 1 x", "{name: set_variable, column: y, expression: 'round(nope)'}"))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("nope");
  }

  @Test
  void incrementVariableAddsOneAndKeepsNull() {
    assertThat(
            lines(
                "select * from values (1, 1.5), (null, -1) t(a, b)",
                "{name: increment_variable, column: a}",
                "{name: increment_variable, column: b}"))
        .containsExactly("a|b", "2|2.5", "NULL|0.0");
  }

  @Test
  void copyMakesOrReplacesAColumn() {
    assertThat(
            lines(
                "select * from values ('x', 1), (null, 2) t(a, b)",
                "{name: copy, fromColumn: a, toColumn: b}",
                "{name: copy, fromColumn: a, toColumn: c}"))
        .containsExactly("a|b|c", "x|x|x", "NULL|NULL|NULL");
  }

  @Test
  void fillNullOrEmptyFillsTextsAndNumbers() {
    assertThat(
            lines(
                "select * from values ('', 1, 'k'), (null, null, null), (' ', 0, '') t(a, n, k)",
                "{name: fill_null_or_empty, columns: {a: not known, N: 7}}"))
        .containsExactly("a|n|k", "not known|1|k", "not known|7|NULL", " |0|");
  }

  @Test
  void fillNullOrEmptyRefusesAValueThatDoesNotFitTheColumn() {
    var refusal = refusal("select 1 n", "{name: fill_null_or_empty, columns: {n: none}}");

    assertThat(refusal.message()).isEqualTo("`none` cannot fill the column `n`");
    assertThat(refusal.notes()).containsExactly("the column is of the type int");
    assertThat(marked(refusal)).isEqualTo("none");
  }

  @Test
  void setTypeCastsInPlace() {
    var rows =
        rows(
            "select * from values ('7', 'x', '2.5'), (null, null, 'y') t(a, b, c)",
            "{name: set_type, columns: {A: int, c: double}}");

    assertThat(lines(rows)).containsExactly("a|b|c", "7|x|2.5", "NULL|NULL|NULL");
    assertThat(rows.schema().toDDL()).isEqualTo("a INT,b STRING,c DOUBLE");
  }

  @Test
  void setTypeRefusesATypeThatDoesNotExist() {
    var refusal = refusal("select 1 a", "{name: set_type, columns: {a: intt}}");

    assertThat(refusal.message()).isEqualTo("`intt` is not a type");
    assertThat(marked(refusal)).isEqualTo("intt");
  }

  @Test
  void setTypeLeavesAnImpossibleCastToTheCaller() {
    assertThatThrownBy(() -> rows("select array(1) a", "{name: set_type, columns: {a: date}}"))
        .isInstanceOf(AnalysisException.class);
  }

  @Test
  void generateUuidGivesEachRowAnother() {
    assertThat(lines("select id from range(3)", "{name: generate_uuid, asColumn: u}"))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo("id|u");
    assertThat(lines("select 1 a", "{name: generate_uuid, asColumn: a}").get(1))
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
