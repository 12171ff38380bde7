package io.flarepath.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlFacts;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongSqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM t WHERE %s              | id <> 1        | ' AND '",
        "SELECT * FROM t WHERE %s              | id = 1         | ' OR '",
        "SELECT * FROM t WHERE id IN (%s)      | 1              | ', '",
        "SELECT %s AS c FROM t                 | name           | ' || '",
        "SELECT %s AS c FROM t                 | id             | ' + '",
        "SELECT CASE %s END AS c FROM t        | WHEN id = 1 THEN 2 | ' '",
        "%s                                    | SELECT * FROM t | ' UNION ALL '",
      })
  void chainsOfFiveThousandPartsAreRead(String sql, String part, String joint) {
    String chain = IntStream.range(0, 5000).mapToObj(i -> part).collect(Collectors.joining(joint));
    assertThat(parse(sql.strip().formatted(chain)).asQuery())
        .hasValueSatisfying(query -> assertThat(query.tables().get(0).name()).isEqualTo("t"));
  }

  @Test
  void aThousandParenthesesAreRead() {
    String sql = "SELECT * FROM t WHERE " + "(".repeat(1000) + "id > 1" + ")".repeat(1000);
    assertThat(parse(sql).isSql()).isTrue();
  }

  @Test
  void whatIsTooDeepForAnyStackIsAnErrorAtItsPlace() {
    String sql = "SELECT " + "- ".repeat(1_500_000) + "1";
    assertThat(parse(sql))
        .asInstanceOf(type(SqlFacts.SyntaxError.class))
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("it is nested too deeply to be parsed");
              assertThat(error.place().line()).isEqualTo(1);
            });
  }

  private static SqlFacts parse(String sql) {
    return new CatalystSqlParser().parse(BoundSql.of(Passage.of("sql", sql)));
  }
}
