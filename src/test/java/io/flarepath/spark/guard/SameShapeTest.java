package io.flarepath.spark.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.spark.sql.QueryShape;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.BoundSql.Replacement;
import io.flarepath.sql.HostileText;
import io.flarepath.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.runtime.AbstractPartialFunction;

class SameShapeTest {

  private static final SparkSqlParser PARSER = new SparkSqlParser();

  @Property
  void everyValueThatIsWrittenAsALiteralPasses(
      @ForAll("hostile") String value, @ForAll("statements") String sql) {
    Assume.that(!sql.contains("`$|k|") || !(value.isEmpty() || value.contains("${")));
    SameShape.check(SqlTemplate.of(Passage.of("sql", sql)).bind(Map.of("k", value)));
  }

  /** If values were pasted, what passes would still be the same to Spark. */
  @Property(tries = 5000)
  void whatPassesHasSparksPlanOfTheSample(
      @ForAll("hostile") String value, @ForAll("statements") String sql) {
    Assume.that(!sql.contains("`"));
    BoundSql pasted = pasted(sql, value);
    if (passes(pasted)) {
      assertThat(tree(pasted.text())).isEqualTo(tree(pasted(sql, "1").text()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x' union all select 1 --",
        "x' or '1' = '1",
        "x'; drop table t; --",
        "x') or (1 = 1",
        "x' /*",
        "x' and reflect('java.lang.Runtime', 'x') = '1",
        "x' union all select transform(a) using 'touch x' from t --",
        "\\",
        "\\${x}",
        "${env:HOME}",
        "${spark.app.name}",
      })
  void aValueThatEndsItsQuotesIsRefused(String value) {
    String sql = "select * from t where (a > '$|k|') and b < 1\n and c = ''";
    assertThatThrownBy(() -> SameShape.check(pasted(sql, value)))
        .isInstanceOfSatisfying(
            FlarepathException.class,
            e -> {
              assertThat(e.diagnostics().get(0).code()).isEqualTo(Code.VALUE_CHANGES_SQL);
              assertThat(e.diagnostics().get(0).place().orElseThrow().column()).isEqualTo(29);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`a`",
        "``````",
        "1-1",
        "-1-1-1",
        "1 - 1",
        "- -1",
        "-'a'",
        "-date'2024-01-01'",
        "date'2024-01-01'-1",
        "1`a`",
        "true-1"
      })
  void whatIsMoreThanOneLiteralIsRefusedInThePlaceOfOne(String value) {
    for (String sql :
        List.of(
            "select a from t where a between $|k| and $|k| order by a",
            "select $|k|",
            "select a from t where a > -$|k|",
            "select a from t limit $|k|")) {
      assertThatThrownBy(() -> SameShape.check(pasted(sql, value)))
          .as(sql)
          .isInstanceOf(FlarepathException.class);
    }
  }

  @Test
  void aNameMayBeAValueInSingleQuotes() {
    String sql = "select * from t where a > '$|k|'";
    SameShape.check(SqlTemplate.of(Passage.of("sql", sql)).bind(Map.of("k", "O'Hare")));
    assertThatThrownBy(() -> SameShape.check(pasted(sql, "O'Hare")))
        .isInstanceOf(FlarepathException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "'2024-01-01'", "date'2024-01-01'", "-1.5", "1e5", "true"})
  void everyKindOfLiteralIsAValue(String literal) {
    SameShape.check(pasted("select * from t where a > $|k| and b - $|k| < 3", literal));
    SameShape.checkExpression(pasted("cast($|k| as date) + interval 1 day -- end", literal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from t where a > -$|k|",
        "select * from t where a > -(2 - $|k|) limit 3",
        "select * from t where a > interval '$|k|' day and b > -'$|k|'",
      })
  void aNegativeNumberIsAValueBehindAMinusToo(String sql) {
    for (String value : List.of("5", "-5", "-0.5")) {
      SameShape.check(SqlTemplate.of(Passage.of("sql", sql)).bind(Map.of("k", value)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1 + 1", "null", "(1)", "current_date()", "1) + (2", "1 -- 2", ""})
  void whatIsNoLiteralIsNoValue(String words) {
    assertThatThrownBy(() -> SameShape.check(pasted("select * from t where a > ($|k|)", words)))
        .isInstanceOf(FlarepathException.class);
    assertThatThrownBy(() -> SameShape.checkExpression(pasted("($|k|)", words)))
        .isInstanceOf(FlarepathException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t select $|k|",
        "drop table t$|k|",
        "with a as (select $|k|) insert into t select * from a",
        "from t insert into u select $|k|",
        "show tables like '$|k|'",
        "cache table v as select $|k|",
        "call c.system.x('$|k|')",
        "selekt $|k|",
      })
  void onlyAQueryPasses(String sql) {
    assertThatThrownBy(() -> SameShape.check(pasted(sql, "1")))
        .isInstanceOf(FlarepathException.class);
  }

  @Test
  void aLongChainHasAShape() {
    String sql = "select 1 from t where " + "a > '$|k|' and ".repeat(3000) + "true";
    SameShape.check(pasted(sql, "2024-01-01"));
    assertThat(QueryShape.ofQuery(pasted(sql, "x")).orElseThrow()).hasSizeLessThan(2_000_000);
  }

  private static boolean passes(BoundSql sql) {
    try {
      SameShape.check(sql);
      return true;
    } catch (FlarepathException e) {
      return false;
    }
  }

  /** Spark's plan, with one literal in the place of all. */
  private static LogicalPlan tree(String sql) {
    return PARSER.parsePlan(sql).transformAllExpressions(new SameLiteral());
  }

  private static final class SameLiteral extends AbstractPartialFunction<Expression, Expression> {
    @Override
    public boolean isDefinedAt(Expression each) {
      return each instanceof Literal;
    }

    @Override
    public Expression apply(Expression each) {
      return Literal.create(0, DataTypes.IntegerType);
    }
  }

  /** What a careless program would do. */
  private static BoundSql pasted(String sql, String value) {
    Passage origin = Passage.of("sql", sql);
    StringBuilder text = new StringBuilder();
    List<Replacement> replacements = new ArrayList<>();
    int from = 0;
    for (SqlTemplate.Place place : SqlTemplate.of(origin).places()) {
      text.append(sql, from, place.start());
      replacements.add(new Replacement(place, text.length(), text.length() + value.length()));
      text.append(value);
      from = place.end();
    }
    return new BoundSql(text.append(sql.substring(from)).toString(), origin, replacements);
  }

  @Provide
  Arbitrary<String> hostile() {
    return HostileText.any();
  }

  @Provide
  Arbitrary<String> statements() {
    return Arbitraries.of(
        "select * from t where a > '$|k|' and b <= '$|k|' and c = 'its'",
        "select a from t where a between $|k| and $|k| order by a",
        "select * from t where a > cast('$|k|' as date) and b < date'2000-01-01'",
        "select * from (select * from t where a > \"$|k|\") u join t on t.a = '$|k|'",
        "select * from t where a like '%$|k|%' limit 5",
        "select `$|k|` from t where a > r'$|k|'");
  }
}
