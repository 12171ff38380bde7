package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "  SELECT max(at) FROM x",
        "with a as (select 1) select * from a",
        "values (1)",
        "(select 1)",
        "-- newest first\nselect 1",
        "/* the\nnewest */ ((select 1))",
        "table x",
        "from x select a",
      })
  void aQueryIsOne(String text) {
    assertThat(QueryText.isQuery(text)).isTrue();
    assertThat(QueryText.query(Passage.of("x", text)).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01",
        "selected",
        "current_timestamp()",
        "-- select\n1",
        "/* select */ 1",
        "$|end| + 1",
        "",
      })
  void anythingElseIsAnExpressionOrALiteral(String text) {
    assertThat(QueryText.isQuery(text)).isFalse();
    assertThat(QueryText.query(Passage.of("x", text)).text()).isEqualTo("SELECT " + text);
  }
}
