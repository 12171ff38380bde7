package io.flarepath.audit;

import static io.flarepath.audit.SampleAssertions.column;
import static io.flarepath.audit.SampleAssertions.filtered;
import static io.flarepath.audit.SampleAssertions.formatted;
import static io.flarepath.audit.SampleAssertions.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.table.Column;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {

  /** Of each type: its smallest value, and its sum. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "tinyint; min(`n`); sum(`n`)",
        "int; min(`n`); sum(`n`)",
        "bigint; min(`n`); sum(CAST(`n` AS DECIMAL(20, 0)))",
        "decimal(38,2); min(`n`); sum(`n`)",
      })
  void wholeNumbersAndDecimalsAreNoDoublesOnTheWay(String type, String min, String sum) {
    List<Measure> measures =
        Measures.riding(
            List.of(column("N", "min > 0", "max > 0", "sum > 0", "avg > 0")),
            List.of(new Column("other", "double"), new Column("n", type)));
    assertThat(measures)
        .extracting(measure -> measure.expression().replace("`N`", "`n`"))
        .containsExactly(min, min.replace("min", "max"), sum, sum, "count(1)");
    assertThat(measures.get(3).divisor()).isEqualTo("count(`N`)");
    assertThat(measures).filteredOn(Measure::isQuotient).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"double", "string", "timestamp", "boolean", "array<bigint>", ""})
  void whateverElseHasANumberIsADouble(String type) {
    assertThat(
            Measures.riding(
                List.of(column("n", "min > 0", "max > 0", "sum > 0", "avg > 0")),
                List.of(new Column("n", type))))
        .extracting(Measure::expression)
        .containsExactly(
            "CAST(min(`n`) AS DOUBLE)",
            "CAST(max(`n`) AS DOUBLE)",
            "CAST(sum(`n`) AS DOUBLE)",
            "CAST(avg(`n`) AS DOUBLE)",
            "count(1)");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "avg; CAST(avg(`n`) AS DOUBLE)",
        "sum; CAST(sum(`n`) AS DOUBLE)",
        "min; CAST(min(`n`) AS DOUBLE)",
        "max; CAST(max(`n`) AS DOUBLE)",
        "avg_length; avg(length(CAST(`n` AS STRING)))",
        "min_length; min(length(CAST(`n` AS STRING)))",
        "max_length; max(length(CAST(`n` AS STRING)))",
        "kurtosis; kurtosis(`n`)",
        "skewness; skewness(`n`)",
        "variance; variance(`n`)",
        "stddev; stddev(`n`)",
        "null_count; count(CASE WHEN `n` IS NULL THEN 1 END)",
        "null_percentage; 100.0 * count(CASE WHEN `n` IS NULL THEN 1 END) / nullif(count(1), 0)",
        "missing_count; count(CASE WHEN trim(coalesce(CAST(`n` AS STRING), '')) = '' THEN 1 END)",
        "missing_percentage; 100.0 * count(CASE WHEN trim(coalesce(CAST(`n` AS STRING), '')) = ''"
            + " THEN 1 END) / nullif(count(1), 0)",
      })
  void aMetricOfAllRowsIsThisAggregate(String metric, String aggregate) {
    assertThat(
            Measures.riding(List.of(column("n", metric + " > 0")), List.of()).get(0).expression())
        .isEqualTo(aggregate);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "distinct_count; count(DISTINCT `n`)",
        "duplicate_count; count(`n`) - count(DISTINCT `n`)"
      })
  void rowsAreComparedWithEachOtherOnlyInAQueryOfTheirOwn(String metric, String aggregate) {
    List<Assertion> assertions = List.of(column("n", metric + " > 0"));
    assertThat(Measures.riding(assertions, List.of()))
        .extracting(Measure::expression)
        .containsExactly("count(1)");
    assertThat(Measures.comparing(assertions))
        .extracting(Measure::expression)
        .containsExactly(aggregate);
  }

  @Test
  void aFilterKeepsOtherRowsOutOfTheValueAndOutOfTheWhole() {
    String filtered = "CASE WHEN (kind = 'a') THEN CASE WHEN `n` IS NULL THEN 1 END END";
    assertThat(
            Measures.riding(
                List.of(filtered("n", " kind = 'a'\n", "sum > 0", "null_percentage < 5")),
                List.of()))
        .extracting(Measure::expression)
        .containsExactly(
            "CAST(sum(CASE WHEN (kind = 'a') THEN `n` END) AS DOUBLE)",
            "100.0 * count(" + filtered + ") / nullif(count(CASE WHEN (kind = 'a') THEN 1 END), 0)",
            "count(CASE WHEN (kind = 'a') THEN 1 END)");
  }

  @Test
  void aFormatCountsWhatMatchesAndWhatDoesNot() {
    List<Measure> measures =
        Measures.riding(
            List.of(formatted("n", "a|b", "regex_match > 0", "invalid_count < 1")), List.of());
    assertThat(measures.get(0).expression()).contains("count(CASE WHEN CAST(`n` AS STRING) RLIKE");
    assertThat(measures.get(1).expression()).contains("WHEN NOT (CAST(`n` AS STRING) RLIKE");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a|b, a, true",
        "a|b, ab, false",
        "a|b, xb, false",
        "[a-z]+, ab, true",
        "[a-z]+, \"ab\n\", false",
        "\\d{3}, 123, true",
        "\\d{3}, 1234, false",
        "it's, it's, true"
      })
  void aFormatIsOfTheWholeValue(String regex, String value, boolean matches) {
    String condition = Measures.matches(formatted("n", regex), "`n`");
    Matcher literal =
        Pattern.compile("(?s)CAST\\(`n` AS STRING\\) RLIKE '(.*)'").matcher(condition);
    assertThat(literal.matches()).as(condition).isTrue();
    String pattern = literal.group(1).replace("\\'", "'").replace("\\\\", "\\");
    assertThat(Pattern.compile(pattern).matcher(value).find()).as(pattern).isEqualTo(matches);
  }

  @Test
  void testsOfOneMetricAndColumnShareAMeasure() {
    assertThat(
            Measures.riding(
                List.of(column("n", "avg > 1", "AVG < 5", "max < 9"), column("n", "max < 8")),
                List.of()))
        .extracting(Measure::name)
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void aQueryHasNothingToMeasure() {
    assertThat(Measures.riding(List.of(sql("one = 1")), List.of())).isEmpty();
    assertThat(Measures.comparing(List.of(sql("one = 1")))).isEmpty();
    assertThat(Measures.riding(List.of(), List.of())).isEmpty();
  }

  @Test
  void aWordThatIsNoMetricIsABug() {
    List<Assertion> assertions = List.of(column("n", "median > 1"));
    assertThatThrownBy(() -> Measures.riding(assertions, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no metric: median");
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aColumnsNameIsQuoted(Metric metric) {
    Assertion assertion = formatted("a`b.c", "x", metric.word() + " > 1");
    Measure measure = all(List.of(assertion)).get(0);
    assertThat(measure.expression()).contains("`a``b.c`").doesNotContain("a`b.c`)");
    assertThatCode(() -> CatalystSqlParser$.MODULE$.parseExpression(measure.expression()))
        .doesNotThrowAnyException();
  }

  @Property(tries = 300)
  void whatDiffersInColumnFilterFormatOrMetricHasAMeasureOfItsOwn(
      @ForAll("assertions") List<Assertion> assertions) {
    List<Measure> measures = all(assertions);
    assertThat(measures).extracting(Measure::name).doesNotHaveDuplicates();
    HashSet<String> expressions = new HashSet<>();
    measures.forEach(measure -> expressions.add(measure.expression()));
    for (Assertion assertion : assertions) {
      assertThat(expressions)
          .containsAll(all(List.of(assertion)).stream().map(Measure::expression).toList());
    }
  }

  @Property(tries = 300)
  void everyTestFindsItsMeasureAndItsRows(@ForAll("assertions") List<Assertion> assertions) {
    List<String> names = all(assertions).stream().map(Measure::name).toList();
    for (Assertion each : assertions) {
      Assertion.OfColumn column = each.asOfColumn().orElseThrow();
      assertThat(names).contains(Measures.rowsName(column));
      column.tests().forEach(test -> assertThat(names).contains(Measures.name(column, test)));
    }
  }

  @Provide
  Arbitrary<List<Assertion>> assertions() {
    // Few words, so that the name of one thing is often the name of another.
    Arbitrary<String> words = Arbitraries.of("a", "b", "a/b", "b/a", "min/a", "a'b", "`a`");
    Arbitrary<String> metrics = Arbitraries.of(Metric.class).map(metric -> metric.word() + " > 0");
    return Combinators.combine(words, words.optional(), words.optional(), metrics)
        .as(MeasuresTest::assertion)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Assertion assertion(
      String column, Optional<String> filter, Optional<String> regex, String test) {
    return column(column, filter, regex, test);
  }

  private static List<Measure> all(List<Assertion> assertions) {
    List<Measure> measures = new ArrayList<>(Measures.comparing(assertions));
    measures.addAll(Measures.riding(assertions, List.of()));
    return measures;
  }
}
