package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RangeTest {

  private static final Range TEN_TO_TWENTY = new Range(Axis.NUMBER, 10, 20);

  @Test
  void theStartBelongsToARangeAndTheEndDoesNot() {
    assertThat(TEN_TO_TWENTY.contains(AxisValue.of(9))).isFalse();
    assertThat(TEN_TO_TWENTY.contains(AxisValue.of(10))).isTrue();
    assertThat(TEN_TO_TWENTY.contains(AxisValue.of(19))).isTrue();
    assertThat(TEN_TO_TWENTY.contains(AxisValue.of(20))).isFalse();
  }

  @Test
  void aRangeCoversItsPartsAndEveryEmptyRange() {
    assertThat(TEN_TO_TWENTY.covers(TEN_TO_TWENTY)).isTrue();
    assertThat(TEN_TO_TWENTY.covers(new Range(Axis.NUMBER, 12, 20))).isTrue();
    assertThat(TEN_TO_TWENTY.covers(new Range(Axis.NUMBER, 9, 12))).isFalse();
    assertThat(TEN_TO_TWENTY.covers(new Range(Axis.NUMBER, 12, 21))).isFalse();
    assertThat(TEN_TO_TWENTY.covers(new Range(Axis.NUMBER, 99, 99))).isTrue();
  }

  @Test
  void aRangeThatEndsBeforeItStartsIsRefused() {
    assertThatThrownBy(() -> new Range(Axis.NUMBER, 2, 1))
        .hasMessage("a range ends at 1, before its start 2");
  }

  @Test
  void itIsWrittenWithTheBracketsOfAHalfOpenRange() {
    assertThat(new Range(Axis.DATE, 0, 31)).hasToString("[1970-01-01, 1970-02-01)");
  }
}
