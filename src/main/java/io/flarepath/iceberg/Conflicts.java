package io.flarepath.iceberg;

import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Commits that gave way to others. Those that change a branch of our own are made again: Iceberg
 * gives them up when anybody commits anything meanwhile, though nobody else touches that branch.
 */
final class Conflicts {

  private static final int MOST_ATTEMPTS = 20;

  private Conflicts() {}

  /**
   * Does it until no other commit comes between. Each conflict means that somebody else got on.
   *
   * @throws CommitFailedException if one always comes between
   */
  static void retry(Table table, Runnable commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        commit.run();
        return;
      } catch (CommitFailedException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        table.refresh();
      }
    }
  }

  /** The version of a table that this is. */
  static String version(Table table) {
    return ((HasTableOperations) table).operations().current().metadataFileLocation();
  }

  /**
   * Whether something failed for no other reason than that others committed first.
   *
   * @param hasMoved whether the table has another version by now: where it has not, what was
   *     invalid is what was asked for
   */
  static boolean isClean(Throwable failure, boolean hasMoved) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof CommitStateUnknownException) {
        return false;
      }
      boolean isInvalid = e instanceof ValidationException || isOvertakenScan(e);
      if (e instanceof CommitFailedException || (isInvalid && hasMoved)) {
        return true;
      }
    }
    return false;
  }

  /** A statement reads a table twice, and it was not the same table; nothing was committed yet. */
  private static boolean isOvertakenScan(Throwable e) {
    return e instanceof IllegalStateException
        && e.getMessage() != null
        && e.getMessage().contains("concurrently modified");
  }
}
