package io.flarepath.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * A private branch.
 *
 * @param committedAt when its snapshot was made
 */
public record Branch(String name, long snapshotId, Instant committedAt) {

  /** Whether no run that is alive can still be using it. */
  public boolean isPastItsAge(Duration age, Instant now) {
    return committedAt.isBefore(now.minus(age));
  }

  /** The branch of what was staged. */
  public static Branch of(Staged staged) {
    return new Branch(staged.branch(), staged.snapshotId(), Instant.EPOCH);
  }
}
