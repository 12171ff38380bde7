package io.flarepath.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: longer each time, and never the same for two runs.
 *
 * @param first about how long to wait after the first attempt
 * @param longest how long to wait at most
 * @param random where the difference comes from
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

  /** Waits after the attempt of this number, from 1. */
  public void pause(int attempt) {
    long base = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    long millis = base / 2 + random.nextLong(base / 2 + 1);
    Pause.SLEEP.of(Duration.ofMillis(millis));
  }
}
