package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.run.Tables.PublishOutcome;
import java.util.function.Supplier;

/**
 * Tries a commit again after conflicts and unknown outcomes, until it is clear what became of it or
 * the attempts are used up.
 *
 * @param attempts at most so many
 */
public record Settling(int attempts, Backoff backoff) {

  /**
   * Commits.
   *
   * @param commit one attempt; it finds out by itself if an earlier one did arrive
   * @param again called before each further attempt
   */
  public PublishOutcome settle(Supplier<PublishOutcome> commit, Runnable again) {
    PublishOutcome outcome = commit.get();
    for (int i = 1; i < attempts && isOpen(outcome); i++) {
      try {
        again.run();
        backoff.pause(i);
        PublishOutcome next = commit.get();
        // After an unknown outcome only success settles it; a conflict might be with ourselves.
        outcome = outcome instanceof PublishOutcome.Unknown && isOpen(next) ? outcome : next;
      } catch (FlarepathException e) {
        // That nobody answers any more does not make an unknown outcome known.
        if (!(outcome instanceof PublishOutcome.Unknown)) {
          throw e;
        }
      }
    }
    return outcome;
  }

  private static boolean isOpen(PublishOutcome outcome) {
    return outcome instanceof PublishOutcome.Unknown || outcome instanceof PublishOutcome.Conflict;
  }
}
