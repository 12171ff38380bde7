package io.flarepath.untaken;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.untaken.Stretches.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchesTest {

  @Test
  void stretchesThatOverlapOrTouchAreOne() {
    Stretches union =
        Stretches.union(
            List.of(
                Stretches.between(20, 30),
                Stretches.between(0, 10),
                Stretches.between(5, 12),
                Stretches.between(12, 15)));
    assertThat(union.parts()).containsExactly(new Stretch(0, 15), new Stretch(20, 30));
  }

  @Test
  void whatIsTakenAwayLeavesBothSides() {
    Stretches left =
        Stretches.before(100)
            .without(Stretches.union(List.of(Stretches.between(10, 20), Stretches.from(90))));
    assertThat(left.parts()).containsExactly(new Stretch(Long.MIN_VALUE, 10), new Stretch(20, 90));
  }

  @Test
  void theEndIsOutside() {
    Stretches stretches = Stretches.between(10, 20);
    assertThat(stretches.holdsAll(10, 19)).isTrue();
    assertThat(stretches.holdsAll(10, 20)).isFalse();
    assertThat(stretches.meets(19, 25)).isTrue();
    assertThat(stretches.meets(20, 25)).isFalse();
    assertThat(stretches.meets(0, 9)).isFalse();
    assertThat(Stretches.between(5, 5).isEmpty()).isTrue();
  }
}
