package io.flarepath.iceberg;

import io.flarepath.publish.Budget;
import java.util.function.Supplier;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Commits that gave way to others. Those that change a branch of our own are made again: Iceberg
 * gives them up when any other commit happens, though no other writer touches that branch.
 */
final class Conflicts {

  /** Removing a branch is cleanup: it is not part of a publish and its budget. */
  private static final int MOST_REMOVALS = 20;

  private Conflicts() {}

  /**
   * Commits until no other commit comes between. Each conflict means that another writer made
   * progress.
   *
   * @param table a table whose commits are {@linkplain CountedOperations counted}
   * @return what the commit that went through returned
   * @throws BudgetSpent if the budget is spent
   */
  static <T> T retry(Table table, Budget budget, Supplier<T> commit) {
    while (true) {
      int lostBefore = budget.lost();
      try {
        return commit.get();
      } catch (CommitFailedException e) {
        if (budget.lost() == lostBefore) {
          // It was given up before it was sent.
          budget.lose();
        }
        if (budget.isSpent()) {
          throw new BudgetSpent();
        }
        table.refresh();
      }
    }
  }

  /**
   * Removes a branch, if it still ends at a snapshot.
   *
   * @throws CommitFailedException if others always come between
   */
  static void removeBranch(Table table, String branch, long snapshotId) {
    for (int attempt = 1; ; attempt++) {
      SnapshotRef ref = table.refs().get(branch);
      if (ref == null || ref.snapshotId() != snapshotId) {
        return;
      }
      try {
        table.manageSnapshots().removeBranch(branch).commit();
        return;
      } catch (CommitFailedException e) {
        if (attempt == MOST_REMOVALS) {
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
