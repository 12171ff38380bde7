package io.flarepath.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How long to wait between attempts. */
class BackoffTest {

  @Test
  void waitingBetweenAttemptsGrowsAndHasABound() {
    SplittableRandom random = new SplittableRandom(1);
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), random);
    long start = System.nanoTime();
    backoff.pause(60);
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(9L, 500L);
  }
}
