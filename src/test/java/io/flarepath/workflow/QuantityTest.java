package io.flarepath.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @Property
  void aWholeNumberKeepsEachDigit(@ForAll long whole) {
    assertThat(new Quantity(whole)).hasToString(Long.toString(whole));
    assertThat(new Quantity(whole)).isEqualTo(new Quantity(BigInteger.valueOf(whole)));
  }

  @Test
  void itsNeighbourBeyondWhatADoubleHoldsIsAnother() {
    assertThat(new Quantity(9007199254740993L)).isNotEqualTo(new Quantity(9007199254740992L));
    assertThat((double) 9007199254740993L).isEqualTo(9007199254740992d);
  }

  @ParameterizedTest
  @CsvSource({
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "0.12345678901234567890123456789012345678, 0.12345678901234567890123456789012345678",
    "1200.00, 1200",
    "1E+37, 10000000000000000000000000000000000000",
    "1E+400, 1E+400",
    "0.00, 0"
  })
  void aDecimalIsShownWithoutAnExponentAsLongAsTheEngineHasSuchNumbers(
      BigDecimal number, String shown) {
    assertThat(new Quantity(number)).hasToString(shown);
    assertThat(new Quantity(number).exact().orElseThrow()).isEqualByComparingTo(number);
  }

  @Test
  void aFloatingPointNumberIsTheDecimalThatItIsWrittenAs() {
    assertThat(new Quantity(0.1)).isEqualTo(new Quantity(new BigDecimal("0.1")));
    assertThat(new Quantity(0.1f)).isEqualTo(new Quantity(new BigDecimal("0.1")));
    assertThat(new Quantity(-0.0)).isEqualTo(new Quantity(0));
  }

  @Test
  void whatIsNotFiniteStaysWhatItIs() {
    assertThat(new Quantity(Double.NaN)).hasToString("NaN");
    assertThat(new Quantity(Float.POSITIVE_INFINITY)).hasToString("Infinity");
    assertThat(new Quantity(Double.NEGATIVE_INFINITY).exact()).isEmpty();
  }
}
