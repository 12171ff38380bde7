package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.schedule.Cron;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * When a scheduler should start a workflow. Flarepath shows it, and runs no scheduler.
 *
 * @param cron a cron expression, as written; it is a valid one
 * @param concurrency what a scheduler does if the previous run is still active
 * @param zone where the cron expression's hours are
 * @param end when the schedule ends
 */
public record Schedule(
    Located<String> cron, Concurrency concurrency, ZoneId zone, Optional<Instant> end) {

  /** What a scheduler does if the last run is still going on. */
  public enum Concurrency {
    /** Starts another one in parallel. */
    ALLOW("Allow"),
    /** Starts none. */
    FORBID("Forbid"),
    /** Stops it, and starts another one. */
    REPLACE("Replace");

    private final String word;

    Concurrency(String word) {
      this.word = word;
    }

    /** As written in a workflow. */
    public String word() {
      return word;
    }
  }

  /** The next times, in the schedule's zone; fewer if the schedule ends before. */
  public List<ZonedDateTime> after(Instant time, int count) {
    return Cron.of(cron.value()).after(time.atZone(zone), count).stream()
        .filter(due -> end.map(last -> !due.toInstant().isAfter(last)).orElse(true))
        .toList();
  }
}
