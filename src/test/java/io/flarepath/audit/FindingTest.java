package io.flarepath.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.workflow.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {

  /** A count is shown as the whole number that it is. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1200, 1200",
    "-3, -3",
    "0.5, 0.5",
    "999999999999999, 999999999999999",
    "1000000000000000, 1000000000000000",
    "1e300, 1E+300",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void aNumberIsShownAsSomebodyWouldWriteIt(double value, String shown) {
    assertThat(finding(Optional.of(new Quantity(value)), "").sentence())
        .isEqualTo("`max` of `amount` is " + shown + ", but `max < 1000` is required");
  }

  @Test
  void whereThereIsNoNumberTheReasonIsShownOrElseNull() {
    assertThat(finding(Optional.empty(), "").sentence())
        .isEqualTo("`max` of `amount` is null, but `max < 1000` is required");
    assertThat(finding(Optional.empty(), "not in the row").sentence())
        .isEqualTo("`max` of `amount` is not in the row, but `max < 1000` is required");
    assertThat(finding(Optional.of(new Quantity(7)), "not in the row").sentence())
        .contains(" is 7, but ");
  }

  @Test
  void itsOffendersAreItsOwn() {
    List<String> offenders = new ArrayList<>(List.of("a"));
    Finding finding = finding(Optional.empty(), "", offenders);
    offenders.clear();
    assertThat(finding.offenders()).containsExactly("a");
  }

  private static Finding finding(Optional<Quantity> value, String reason) {
    return finding(value, reason, List.of());
  }

  private static Finding finding(Optional<Quantity> value, String reason, List<String> offenders) {
    var assertion = SampleAssertions.column("amount", " max < 1000 ");
    return new Finding(
        assertion, assertion.tests().get(0), "`amount`", value, false, reason, offenders);
  }
}
