package io.flarepath.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private static final Readiness IDLE = Readiness.idle("no rows");
  private static final Readiness OPEN = Readiness.open("not over");

  @Test
  void oneOpenSliceHoldsAllBack() {
    assertThat(Readiness.of(List.of(Readiness.READY, IDLE, OPEN)).reasonToWait())
        .contains("not over");
  }

  @Test
  void oneSliceWithRowsIsEnough() {
    assertThat(Readiness.of(List.of(IDLE, Readiness.READY))).isEqualTo(Readiness.READY);
  }

  @Test
  void aSliceOfWhichNothingIsKnownDoesNotOutvoteOneWithoutRows() {
    assertThat(Readiness.of(List.of(Readiness.UNKNOWN, IDLE)).reasonToWait()).contains("no rows");
  }

  @Test
  void whereNothingIsKnownThereIsNoReasonToWait() {
    assertThat(Readiness.of(List.of())).isEqualTo(Readiness.UNKNOWN);
    assertThat(Readiness.of(List.of(Readiness.UNKNOWN)).reasonToWait()).isEmpty();
  }

  @Test
  void theFirstReasonOfAKindIsGiven() {
    assertThat(Readiness.of(List.of(IDLE, Readiness.idle("none either"))).reasonToWait())
        .contains("no rows");
  }
}
