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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StageClockTest {

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

  /** A meter that charges what the test spends to whoever pays at that moment. */
  private static final class Till implements Meter {

    private static final class Book implements Account {

      private int jobs;
      private int settled;

      @Override
      public Cost cost() {
        OptionalLong zero = OptionalLong.of(0);
        return new Cost(OptionalLong.of(settled), zero, zero, zero, zero, zero);
      }
    }

    private final List<Book> books = new ArrayList<>();
    private Optional<Book> payer = Optional.empty();
    private int unpaid;

    private void spend(int jobs) {
      payer.ifPresentOrElse(book -> book.jobs += jobs, () -> unpaid += jobs);
    }

    @Override
    public Account open() {
      books.add(new Book());
      return books.get(books.size() - 1);
    }

    @Override
    public void charge(Account account) {
      payer = Optional.of((Book) account);
    }

    @Override
    public void stop() {
      payer = Optional.empty();
    }

    @Override
    public void settle(Collection<Account> accounts) {
      books.stream().filter(accounts::contains).forEach(book -> book.settled = book.jobs);
    }
  }

  private final Hands hands = new Hands();
  private final Till till = new Till();
  private final StageClock clock = new StageClock(hands, till);

  @Test
  void whatDecidesThePassIsMeasuredBeforeItsStagesAreKnown() {
    int transformed = clock.on(Part.TRANSFORM, () -> work(5, 50));
    int read = clock.on(Part.READ, () -> work(3, 30));
    clock.decided(Part.FREEZE);
    clock.stage(LOOK, () -> work(1, 1));

    assertThat(read + transformed).isEqualTo(80);
    assertThat(times()).containsExactly("freeze 0", "read 3", "transform 5", "look 1");
    assertThat(clock.took()).isEqualTo(Duration.ofMillis(9));
  }

  @Test
  void whatIsDoneTwiceCountsTwice() {
    clock.doing(Part.READ, () -> hands.work(3));
    hands.work(100);
    clock.doing(Part.READ, () -> hands.work(4));

    assertThat(times()).containsExactly("read 7");
    assertThat(clock.took()).isEqualTo(Duration.ofMillis(107));
  }

  @Test
  void eachMomentAndEachJobCountsForTheInnermostPartOnly() {
    till.spend(1);
    clock.doing(
        Part.READ,
        () -> {
          hands.work(2);
          till.spend(10);
          clock.doing(
              Part.NEWEST,
              () -> {
                hands.work(5);
                till.spend(100);
              });
          hands.work(1);
          till.spend(1_000);
        });
    till.spend(2);

    assertThat(times()).containsExactly("newest 5", "read 3");
    assertThat(jobs()).containsExactly("newest 100", "read 1010");
    assertThat(till.unpaid).isEqualTo(3);
  }

  @Test
  void aPartThatFailsIsMeasuredToo_andTheOuterOneGoesOn() {
    clock.doing(
        Part.READ,
        () -> {
          assertThatThrownBy(() -> clock.doing(Part.KEYS, () -> fail(4)))
              .isInstanceOf(IllegalStateException.class);
          hands.work(1);
          till.spend(1);
        });

    assertThat(times()).containsExactly("keys 4", "read 1");
    assertThat(jobs()).containsExactly("keys 0", "read 1");
  }

  @Test
  void aStageThatFailsIsMeasuredToo() {
    assertThatThrownBy(() -> clock.stage(LOOK, () -> fail(9)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(times()).containsExactly("look 9");
  }

  @Test
  void whatAStageHasWrittenIsUnknownUntilItIsSaid() {
    clock.writing(LOOK, () -> work(1, 1));
    assertThat(clock.stages().get(0).cost().filesWritten()).isEmpty();
    assertThat(clock.stages().get(0).cost().bytesWritten()).isEmpty();

    clock.wrote(LOOK, 3, 700);
    assertThat(clock.stages().get(0).cost().filesWritten()).hasValue(3);
    assertThat(clock.stages().get(0).cost().bytesWritten()).hasValue(700);
  }

  @Test
  void whatIsAddedIsSummedUp_andWhatIsNotKnownStaysUnknown() {
    clock.doing(
        Part.KEYS,
        () -> {
          hands.work(1);
          till.spend(2);
        });
    StageClock other = new StageClock(hands, Meter.NONE);
    other.doing(Part.KEYS, () -> hands.work(4));
    other.doing(Part.VIEWS, () -> hands.work(5));
    clock.add(other.stages());

    assertThat(times()).containsExactly("keys 5", "views 5");
    assertThat(clock.stages().get(0).cost().sparkJobs()).isEmpty();
    assertThat(clock.stages().get(0).cost().filesWritten()).hasValue(0);
  }

  @Test
  void aStoppedClockMeasuresNothing() {
    StageClock stopped = StageClock.stopped();
    assertThat(stopped.on(Part.READ, () -> work(3, 1))).isEqualTo(1);
    assertThat(stopped.stages())
        .containsExactly(
            StageRecord.of(
                Part.READ,
                Duration.ZERO,
                Cost.UNKNOWN.writing(OptionalLong.of(0), OptionalLong.of(0))));
    assertThat(stopped.took()).isZero();
  }

  private List<String> times() {
    return clock.stages().stream()
        .map(stage -> stage.stage() + " " + stage.took().toMillis())
        .toList();
  }

  private List<String> jobs() {
    return clock.stages().stream()
        .map(stage -> stage.stage() + " " + stage.cost().sparkJobs().orElse(-1))
        .toList();
  }

  private <T> T work(int millis, T result) {
    hands.work(millis);
    return result;
  }

  private Object fail(int millis) {
    hands.work(millis);
    throw new IllegalStateException("a bug");
  }
}
