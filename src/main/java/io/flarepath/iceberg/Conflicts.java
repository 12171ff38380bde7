package io.flarepath.iceberg;

import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * Commits that change a branch of our own. Iceberg gives them up when anybody commits anything
 * meanwhile, though nobody else touches that branch; so they are made again.
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
}
