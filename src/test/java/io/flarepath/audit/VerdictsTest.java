package io.flarepath.audit;

import static io.flarepath.audit.SampleAssertions.column;
import static io.flarepath.audit.SampleAssertions.filtered;
import static io.flarepath.audit.SampleAssertions.formatted;
import static io.flarepath.audit.SampleAssertions.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import io.flarepath.workflow.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {

  private static final String WHY = "not in the SQL's row, or null";

  @ParameterizedTest
  @CsvSource({
    "max < 1000, 1200, false, 1200",
    "max < 1000, 1000, false, 1000",
    "max < 1000, 999.99, true, 999.99",
    "max <= 1000, 1000, true, 1000",
    "avg >= 2.25, 2.25, true, 2.25",
    "avg > 2.25, 2.25, false, 2.25",
    "null_percentage = 0, 0, true, 0",
    "null_percentage <= 33.3, 33.333333333, false, 33.333333333",
    "missing_percentage < 100, 100, false, 100",
    "max < 1000, NaN, false, NaN",
    "max > 1000, NaN, false, NaN",
    "max > 1000, Infinity, true, Infinity",
    "min > 1000, -Infinity, false, -Infinity",
  })
  void aMeasuredValueIsComparedAndShown(String test, double value, boolean holds, String shown) {
    Finding finding = finding(column("amount", test), value, 3);
    assertThat(finding.holds()).isEqualTo(holds);
    assertThat(finding.sentence())
        .isEqualTo(
            "`%s` of `amount` is %s, but `%s` is required"
                .formatted(finding.test().metric(), shown, test));
  }

  @Test
  void whatHadNothingToMeasureFailsWhereRowsWereJudged() {
    Assertion.OfColumn assertion = column("amount", "max < 1000");
    Finding finding =
        Verdicts.ofColumn(assertion, Map.of(Measures.rowsName(assertion), new Quantity(3))).get(0);
    assertThat(finding.holds()).isFalse();
    assertThat(finding.value()).isEmpty();
    assertThat(finding.sentence())
        .isEqualTo("`max` of `amount` is null, but `max < 1000` is required");
  }

  @Test
  void overNoRowsNothingIsWrong() {
    Assertion.OfColumn assertion = column("amount", "max < 1000", "null_percentage < 0");
    assertThat(Verdicts.ofColumn(assertion, Map.of(Measures.rowsName(assertion), new Quantity(0))))
        .extracting(Finding::holds)
        .containsExactly(true, true);
  }

  /** A count has a value over no rows too. */
  @Test
  void overNoRowsACountIsZeroAndComparedAsAnyOther() {
    assertThat(finding(column("id", "distinct_count > 0"), 0, 0).holds()).isFalse();
    assertThat(finding(column("id", "null_count < 1"), 0, 0).holds()).isTrue();
  }

  @Test
  void rowsOfAnotherFilterAreNotTheRowsThatAreJudged() {
    Assertion.OfColumn mine = filtered("amount", "kind = 'a'", "max < 1000");
    Assertion.OfColumn other = column("amount", "max < 1000");
    assertThat(
            Verdicts.ofColumn(mine, Map.of(Measures.rowsName(other), new Quantity(3)))
                .get(0)
                .holds())
        .isTrue();
    assertThat(
            Verdicts.ofColumn(mine, Map.of(Measures.rowsName(mine), new Quantity(3)))
                .get(0)
                .holds())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ';',
      value = {
        "min >= 5; NOT (`n` >= 5)",
        "max < 1E+3; NOT (`n` < 1000)",
        "max < 12345678901234567890.5; NOT (`n` < 12345678901234567890.5)",
        "max < 1E+37; NOT (`n` < 10000000000000000000000000000000000000)",
        "max < 1E+38; NOT (`n` < CAST('1E+38' AS DOUBLE))",
        "max < 1E+999999999; NOT (`n` < CAST('1E+999999999' AS DOUBLE))",
        "min > 1E-39; NOT (`n` > CAST('1E-39' AS DOUBLE))",
        "min_length > 0; NOT (length(CAST(`n` AS STRING)) > 0)",
        "max_length <= 3; NOT (length(CAST(`n` AS STRING)) <= 3)",
        "missing_count < 1; trim(coalesce(CAST(`n` AS STRING), '')) = ''",
        "missing_percentage < 1; trim(coalesce(CAST(`n` AS STRING), '')) = ''",
        "null_count < 1; `n` IS NULL",
        "null_percentage < 1; `n` IS NULL",
        "invalid_count < 1; NOT (true)",
        "invalid_percentage < 1; NOT (true)",
      })
  void whereSingleRowsAreAtFaultTheyCanBeLookedFor(String test, String offenders) {
    assertThat(finding(column("n", test), 1, 1).offenders()).containsExactly(offenders);
    assertThat(finding(filtered("n", "a OR b", test), 1, 1).offenders())
        .containsExactly("(a OR b) AND " + offenders);
  }

  @ParameterizedTest
  @CsvSource({
    "avg",
    "sum",
    "avg_length",
    "kurtosis",
    "skewness",
    "variance",
    "stddev",
    "distinct_count",
    "duplicate_count",
    "regex_match"
  })
  void whereNoSingleRowIsAtFaultNoneIsLookedFor(String metric) {
    assertThat(finding(column("n", metric + " > 0"), 1, 1).offenders()).isEmpty();
  }

  @Test
  void rowsOfAWrongFormatAreThoseThatTheMeasureCounts() {
    Assertion.OfColumn assertion = formatted("n", "[a-z]+", "invalid_count < 1");
    String condition = Measures.matches(assertion, "`n`");
    assertThat(finding(assertion, 1, 1).offenders()).containsExactly("NOT (" + condition + ")");
    assertThat(Measures.riding(List.of(assertion), List.of()).get(0).expression())
        .contains("NOT (" + condition + ")");
  }

  @Test
  void aQuerysRowIsLookedUpByTheNamesOfItsColumnsInAnyCase() {
    List<Finding> findings =
        Verdicts.ofSql(
            sql("Total >= 5", "share < 1"),
            Map.of("total", new Quantity(5), "share", new Quantity(1.0)),
            "");
    assertThat(findings).extracting(Finding::holds).containsExactly(true, false);
    assertThat(findings.get(1).sentence())
        .isEqualTo("`share` of the SQL's row is 1, but `share < 1` is required");
    assertThat(findings).allSatisfy(finding -> assertThat(finding.offenders()).isEmpty());
  }

  @Test
  void whatAQueryDoesNotAnswerFailsWithTheReason() {
    Finding finding =
        Verdicts.ofSql(sql("total > -1"), Map.of("other", new Quantity(1)), WHY).get(0);
    assertThat(finding.holds()).isFalse();
    assertThat(finding.sentence())
        .isEqualTo("`total` of the SQL's row is " + WHY + ", but `total > -1` is required");
    assertThat(
            Verdicts.ofSql(sql("total > -1"), Map.of("total", new Quantity(1)), WHY)
                .get(0)
                .reason())
        .isEmpty();
  }

  @Property(tries = 300)
  void eachTestHasItsOwnFindingInItsOrderAndNoneHoldsOfAValueThatIsUnknown(
      @ForAll Metric metric, @ForAll @IntRange(min = 1, max = 1000) int rows) {
    String word = metric.word();
    Assertion.OfColumn assertion =
        column("n", word + " < 1", word + " >= 1", word + " = 1", word + " > 1", word + " <= 1");
    List<Finding> known = findings(assertion, 1, rows);
    assertThat(known).extracting(Finding::test).isEqualTo(assertion.tests());
    assertThat(known).extracting(Finding::holds).containsExactly(false, true, true, false, true);
    assertThat(findings(assertion, Double.NaN, rows)).noneMatch(Finding::holds);
    Map<String, Quantity> nothing = Map.of(Measures.rowsName(assertion), new Quantity(rows));
    assertThat(Verdicts.ofColumn(assertion, nothing)).noneMatch(Finding::holds);
  }

  private static Finding finding(Assertion.OfColumn assertion, double value, double rows) {
    return findings(assertion, value, rows).get(0);
  }

  private static List<Finding> findings(Assertion.OfColumn assertion, double value, double rows) {
    Map<String, Quantity> measured = new HashMap<>();
    assertion
        .tests()
        .forEach(test -> measured.put(Measures.name(assertion, test), new Quantity(value)));
    measured.put(Measures.rowsName(assertion), new Quantity(rows));
    return Verdicts.ofColumn(assertion, measured);
  }
}
