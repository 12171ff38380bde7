package io.flarepath.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.Assertion.Comparison;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a measured value passes a test. */
class AssertionHoldsTest {

  /** Whether each comparison holds of a value below, at and above the number. */
  @ParameterizedTest
  @CsvSource({
    "LESS, true, false, false",
    "LESS_OR_EQUAL, true, true, false",
    "GREATER, false, false, true",
    "GREATER_OR_EQUAL, false, true, true",
    "EQUAL, false, true, false"
  })
  void theNumberItselfIsTheBound(Comparison comparison, boolean below, boolean at, boolean above) {
    Assertion.Test test = test(comparison, "0.1");
    assertThat(test.holds(new Quantity(Math.nextDown(0.1)))).isEqualTo(below);
    assertThat(test.holds(new Quantity(0.1))).isEqualTo(at);
    assertThat(test.holds(new Quantity(Math.nextUp(0.1)))).isEqualTo(above);
  }

  @ParameterizedTest
  @EnumSource
  void ofWhatIsNotANumberNothingHolds(Comparison comparison) {
    assertThat(test(comparison, "0").holds(new Quantity(Double.NaN))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "LESS, true, false",
    "LESS_OR_EQUAL, true, false",
    "GREATER, false, true",
    "GREATER_OR_EQUAL, false, true",
    "EQUAL, false, false"
  })
  void infinityIsBeyondEveryNumber(Comparison comparison, boolean negative, boolean positive) {
    for (String number : new String[] {"0", "-1e400", "1e400"}) {
      Assertion.Test test = test(comparison, number);
      assertThat(test.holds(new Quantity(Double.NEGATIVE_INFINITY))).isEqualTo(negative);
      assertThat(test.holds(new Quantity(Double.POSITIVE_INFINITY))).isEqualTo(positive);
    }
  }

  @Property
  void ofEveryNumberExactlyOneOfLessEqualAndGreaterHolds(
      @ForAll double value, @ForAll BigDecimal number) {
    exactlyOneHolds(new Quantity(value), number);
  }

  @Property
  void ofEveryWholeNumberAndDecimalTooAndEqualMeansTheSameDigits(
      @ForAll long whole, @ForAll BigDecimal decimal, @ForAll BigDecimal number) {
    exactlyOneHolds(new Quantity(whole), number);
    exactlyOneHolds(new Quantity(decimal), number);
    assertThat(test(Comparison.EQUAL, decimal.toString()).holds(new Quantity(decimal))).isTrue();
    BigDecimal next = BigDecimal.valueOf(whole).add(BigDecimal.ONE);
    assertThat(test(Comparison.EQUAL, next.toString()).holds(new Quantity(whole))).isFalse();
    assertThat(test(Comparison.LESS, next.toString()).holds(new Quantity(whole))).isTrue();
  }

  private static void exactlyOneHolds(Quantity value, BigDecimal number) {
    String text = number.toString();
    boolean less = test(Comparison.LESS, text).holds(value);
    boolean equal = test(Comparison.EQUAL, text).holds(value);
    boolean greater = test(Comparison.GREATER, text).holds(value);
    assertThat(new boolean[] {less, equal, greater}).containsOnlyOnce(true);
    assertThat(test(Comparison.LESS_OR_EQUAL, text).holds(value)).isEqualTo(less || equal);
    assertThat(test(Comparison.GREATER_OR_EQUAL, text).holds(value)).isEqualTo(greater || equal);
  }

  private static Assertion.Test test(Comparison comparison, String number) {
    return new Assertion.Test(
        new Located<>("x", Passage.of("test", "x").span()),
        "max",
        comparison,
        new BigDecimal(number));
  }
}
