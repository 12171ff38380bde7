package io.flarepath.workflow;

import java.time.Duration;
import java.util.Optional;

/**
 * How a failed job is tried again.
 *
 * @param count at most so many times after the first
 * @param strategy after which failures
 * @param pause how long to wait before each
 * @param limit how long after the job's first start a retry may still begin
 */
public record Retry(int count, Strategy strategy, Duration pause, Optional<Duration> limit) {

  /** After which failures a job is tried again. */
  public enum Strategy {
    /** After every failure. */
    ALWAYS("Always"),
    /** After every failure; Flare makes a difference that only its cluster knows. */
    ON_FAILURE("OnFailure"),
    /** After failures that are neither the workflow's nor the data's. */
    ON_ERROR("OnError"),
    /** After failures of the storage, the catalog or the network, and after other writers' work. */
    ON_TRANSIENT_ERROR("OnTransientError");

    private final String word;

    Strategy(String word) {
      this.word = word;
    }

    /** As written in a workflow. */
    public String word() {
      return word;
    }
  }
}
