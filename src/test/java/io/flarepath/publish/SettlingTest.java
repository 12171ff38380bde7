package io.flarepath.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.state.JobMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is made of the outcomes of one commit that is tried again, and what that may cost. */
class SettlingTest {

  private static final PublishOutcome CONFLICT = new PublishOutcome.Conflict("somebody was faster");
  private static final PublishOutcome UNKNOWN =
      new PublishOutcome.Unknown(new IllegalStateException("the line is dead"));
  private static final PublishOutcome FAILED =
      new PublishOutcome.Failed(new IllegalStateException("you may not"));
  private static final PublishOutcome MOVED = new PublishOutcome.Moved();
  private static final PublishOutcome.Published PUBLISHED = new PublishOutcome.Published(7);

  private final Deque<PublishOutcome> answers = new ArrayDeque<>();
  private final TestClock clock = new TestClock();
  private Optional<PublishOutcome.Published> found = Optional.empty();
  private Duration took = Duration.ZERO;
  private int commits;
  private int looks;

  @Test
  void underConstantConflictAsManyCommitsAreTriedAsTheSettingSays() {
    for (int attempts : new int[] {1, 3, 20}) {
      commits = 0;
      Budget budget = budget(attempts);
      assertThat(settle(budget, CONFLICT)).isEqualTo(CONFLICT);
      assertThat(commits).isEqualTo(attempts);
      assertThat(budget.setting()).isEqualTo("flarepath.run.publish-attempts");
    }
  }

  @Test
  void noTryBeginsAfterTheTimeIsOver() {
    took = Duration.ofSeconds(25);
    Budget budget = budget(100);
    assertThat(settle(budget, CONFLICT)).isEqualTo(CONFLICT);
    assertThat(commits).isEqualTo(4);
    assertThat(budget.spent()).isEqualTo("4 attempts in 75 s");
    assertThat(budget.setting()).isEqualTo("flarepath.run.publish-timeout");
  }

  @Test
  void theBudgetOfAllLoopsIsOne() {
    Budget budget = budget(5);
    budget.lose();
    budget.lose();
    settle(budget, CONFLICT);
    assertThat(commits).isEqualTo(3);
  }

  @Test
  void aFailureSettlesAConflictAndNoUnknownOutcome() {
    assertThat(settle(budget(5), CONFLICT, FAILED)).isEqualTo(FAILED);
    assertThat(settle(budget(5), FAILED)).isEqualTo(FAILED);
    assertThat(settle(budget(5), UNKNOWN, FAILED)).isEqualTo(UNKNOWN);
  }

  @Test
  void anUnknownOutcomeIsSettledByWhatIsThereThen() {
    assertThat(settle(budget(5), UNKNOWN, CONFLICT, PUBLISHED)).isEqualTo(PUBLISHED);
    assertThat(settle(budget(5), UNKNOWN, MOVED)).isEqualTo(MOVED);
    PublishOutcome overtaken = new PublishOutcome.Overtaken(JobMark.NONE);
    assertThat(settle(budget(5), UNKNOWN, overtaken)).isEqualTo(overtaken);
  }

  @Test
  void anUnknownOutcomeIsLookedIntoAlsoWhenTheBudgetIsSpent() {
    found = Optional.of(PUBLISHED);
    assertThat(settle(budget(1), UNKNOWN)).isEqualTo(PUBLISHED);
    assertThat(commits).isEqualTo(1);
    found = Optional.empty();
    looks = 0;
    assertThat(settle(budget(1), UNKNOWN)).isEqualTo(UNKNOWN);
    assertThat(looks).isEqualTo(3);
  }

  /** The last answer is given for ever. */
  private PublishOutcome settle(Budget budget, PublishOutcome... outcomes) {
    answers.clear();
    answers.addAll(Arrays.asList(outcomes));
    return new Settling(budget).settle(this::commit, this::look, () -> {});
  }

  private PublishOutcome commit() {
    commits++;
    clock.now = clock.now.plus(took);
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  private Optional<PublishOutcome.Published> look() {
    looks++;
    return found;
  }

  private Budget budget(int attempts) {
    return new Budget(
        new Budget.Limits(attempts, Duration.ofMinutes(1)),
        new Backoff(Duration.ofMillis(2), Duration.ofMillis(2), new SplittableRandom(1)),
        clock);
  }

  private static final class TestClock extends Clock {

    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
