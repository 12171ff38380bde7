package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.plan.Stage;
import io.flarepath.workflow.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageClockTest {

  private static final Stage FREEZE = new Stage.Freeze(List.of());
  private static final Stage READ = new Stage.Read(List.of());
  private static final Stage TRANSFORM = new Stage.Transform(List.of());
  private static final Stage LOOK = new Stage.Look(Upkeep.NONE);

  /** A clock that moves only when work is done. */
  private static final class Hands extends Clock {

    private Instant now = Instant.parse("2024-01-01T00:00:00Z");

    private void work(int millis) {
      now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Hands hands = new Hands();
  private final StageClock clock = new StageClock(hands);

  @Test
  void whatDecidesThePassIsMeasuredBeforeItsStagesAreKnown() {
    int frozen = clock.freezing(() -> work(2, 0));
    int read = clock.reading(() -> work(3, 30));
    int transformed = clock.transforming(() -> work(5, 50));
    clock.frozen(FREEZE);
    clock.decided(READ);
    clock.transformed(TRANSFORM);

    assertThat(frozen + read + transformed).isEqualTo(80);
    assertThat(clock.stages()).containsExactly(took(FREEZE, 2), took(READ, 3), took(TRANSFORM, 5));
    assertThat(clock.took()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void whatIsDoneTwiceCountsTwice() {
    clock.reading(() -> work(3, 1));
    hands.work(100);
    clock.reading(() -> work(4, 1));
    clock.decided(READ);

    assertThat(clock.stages()).containsExactly(took(READ, 7));
    assertThat(clock.took()).isEqualTo(Duration.ofMillis(107));
  }

  @Test
  void aStageThatFailsIsMeasuredToo() {
    assertThatThrownBy(
            () ->
                clock.stage(
                    LOOK,
                    () -> {
                      hands.work(9);
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(clock.stages()).containsExactly(took(LOOK, 9));
  }

  @Test
  void aStoppedClockMeasuresNothing() {
    StageClock stopped = StageClock.stopped();
    assertThat(stopped.reading(() -> work(3, 1))).isEqualTo(1);
    stopped.decided(READ);
    assertThat(stopped.stages()).containsExactly(took(READ, 0));
    assertThat(stopped.took()).isZero();
  }

  private <T> T work(int millis, T result) {
    hands.work(millis);
    return result;
  }

  private static StageRecord took(Stage stage, int millis) {
    return new StageRecord(stage, Duration.ofMillis(millis));
  }
}
