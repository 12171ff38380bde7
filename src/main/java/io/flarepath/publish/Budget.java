package io.flarepath.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What one publish may spend on trying again: every commit that gives way to another one, or whose
 * outcome is unknown, costs one try, whether it staged, staged again or published. The time runs
 * from the first of them, so that a long write does not use it up. Not thread-safe.
 */
public final class Budget {

  private final Limits limits;
  private final Backoff backoff;
  private final Clock clock;
  private int lost;
  private Instant since = Instant.MAX;

  /** A budget of which nothing is spent. */
  public Budget(Limits limits, Backoff backoff, Clock clock) {
    this.limits = limits;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * How much there is.
   *
   * @param attempts how many tries there are; at least 1
   * @param timeout for how long after the first that was lost another one may begin
   */
  public record Limits(int attempts, Duration timeout) {}

  /** Counts a try that came to nothing. */
  public void lose() {
    if (lost == 0) {
      since = clock.instant();
    }
    lost++;
  }

  /** How many tries came to nothing so far. */
  public int lost() {
    return lost;
  }

  /** Whether no further try may begin. */
  public boolean isSpent() {
    return lost >= limits.attempts() || isOverTime();
  }

  /** Waits before the next try, longer after each that was lost. */
  public void pause() {
    backoff.pause(Math.max(1, lost));
  }

  /** What was spent, for people: "5 tries in 12 s". */
  public String spent() {
    long seconds = lost == 0 ? 0 : Duration.between(since, clock.instant()).toSeconds();
    return "%d %s in %d s".formatted(lost, lost == 1 ? "attempt" : "attempts", seconds);
  }

  /** The setting that ends it, and would allow more. */
  public String setting() {
    return lost >= limits.attempts()
        ? "flarepath.run.publish-attempts"
        : "flarepath.run.publish-timeout";
  }

  private boolean isOverTime() {
    return lost > 0 && !clock.instant().isBefore(since.plus(limits.timeout()));
  }
}
