package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Severity;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Assertion.Comparison;
import io.flarepath.workflow.Metric;
import io.flarepath.workflow.Metric.Scale;
import io.flarepath.workflow.Quantity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "null_percentage < 0.05; asks for less than one percent",
        "MISSING_PERCENTAGE >= 0.5; asks for less than one percent",
        "invalid_percentage = 0.999; asks for less than one percent",
        "null_percentage <= 100; is true of all rows",
        "null_percentage < 101; is true of all rows",
        "null_percentage > -1; is true of all rows",
        "null_percentage >= 0; is true of all rows",
        "null_percentage < 0; cannot be true of any rows",
        "null_percentage > 100; cannot be true of any rows",
        "null_count < 0; cannot be true of any rows",
        "null_count = -1; cannot be true of any rows",
        "duplicate_count >= 0; is true of all rows",
        "distinct_count > -1; is true of all rows",
        "missing_count < 0.05; compares a whole number with one that is not whole",
        "regex_match >= 1.5; compares a whole number with one that is not whole",
        "max_length <= 3.5; compares a whole number with one that is not whole",
        "avg_length < 0; cannot be true of any rows",
        "variance >= 0; is true of all rows"
      })
  void aNumberThatIsProbablyNotMeantIsWarnedOf(String test, String what) {
    assertThat(said(test, false))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(Code.ODD_THRESHOLD);
              assertThat(said.severity()).isEqualTo(Severity.WARNING);
              assertThat(said.message()).isEqualTo("the test `" + test + "` " + what);
              assertThat(said.place()).isPresent();
              assertThat(said.help()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null_percentage >= 100.5", "null_percentage = 250", "invalid_percentage < -1"})
  void aPercentageThatNoRowsCanHaveIsAnError(String test) {
    assertThat(said(test, false))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(Code.BAD_VALUE);
              assertThat(said.isError()).isTrue();
              assertThat(said.message())
                  .isEqualTo("the test `" + test + "` cannot be true of any rows");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null_percentage < 5",
        "null_percentage < 1",
        "null_percentage = 0",
        "null_percentage <= 0",
        "null_percentage > 0",
        "null_percentage = 100",
        "null_percentage < 100",
        "null_percentage >= 100",
        "null_percentage < 33.3",
        "null_count < 1",
        "null_count = 0",
        "null_count <= 0",
        "max_length < 5.00",
        "distinct_count > 1E+6",
        "avg_length > 0.5",
        "stddev < 0.5",
        "avg < -0.5",
        "sum = 0.5",
        "max < 0",
        "min >= 0",
        "kurtosis > -1.5",
        "skewness < 0.5",
        "null_percentage < 1E-999999999"
      })
  void aNumberThatSplitsTheValuesIsNot(String test) {
    assertThat(said(test, false)).isEmpty();
  }

  @Test
  void aPercentSignSaysThatAFractionIsMeantAndIsItselfOddElsewhere() {
    assertThat(said("null_percentage < 0.05", true)).isEmpty();
    assertThat(said("null_count < 5", true))
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.help())
                    .containsExactly("remove the sign, or use `null_percentage`"));
    assertThat(said("avg < 5", true))
        .singleElement()
        .satisfies(said -> assertThat(said.help()).containsExactly("remove the sign"));
  }

  @Test
  void aFractionIsHelpedByWritingBothThatItCanMean() {
    assertThat(said("null_percentage < 0.05", false).get(0).help())
        .containsExactly(
            "for 5 percent, write `null_percentage < 5`",
            "if 0.05 percent is meant, write `null_percentage < 0.05 %`");
  }

  /** What is said to be certain is so for every value that the metric can have. */
  @Property
  void whatIsSaidToBeCertainIsCertain(
      @ForAll Metric metric,
      @ForAll Comparison comparison,
      @ForAll @BigRange(min = "-120", max = "220") BigDecimal number,
      @ForAll @BigRange(min = "0", max = "100") BigDecimal value) {
    String text = metric.word() + " " + comparison.symbol() + " " + number;
    Assertion.Test test = test(text);
    Quantity measured = new Quantity(metric.scale() == Scale.COUNT ? value.toBigInteger() : value);
    for (Diagnostic said : said(text, false)) {
      if (said.message().endsWith("is true of all rows")) {
        assertThat(test.holds(measured)).isTrue();
      } else if (said.message().endsWith("cannot be true of any rows")) {
        assertThat(test.holds(measured)).isFalse();
      }
    }
  }

  private static List<Diagnostic> said(String test, boolean saysPercent) {
    Problems problems = new Problems();
    Thresholds.check(test(test), saysPercent, problems);
    return problems.all();
  }

  private static Assertion.Test test(String text) {
    String[] words = text.split(" ", -1);
    return new Assertion.Test(
        new Located<>(text, Passage.of("test", text).span()),
        words[0],
        Arrays.stream(Comparison.values())
            .filter(each -> each.symbol().equals(words[1]))
            .findFirst()
            .orElseThrow(),
        new BigDecimal(words[2]));
  }
}
