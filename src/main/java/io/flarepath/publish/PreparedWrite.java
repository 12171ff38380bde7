package io.flarepath.publish;

import io.flarepath.pass.WriteCounts;

/** A result that is computed, counted and measured. Keeps rows until it is closed. */
public interface PreparedWrite extends AutoCloseable {

  /** What was counted and measured. */
  WriteCounts counts();

  /**
   * The rows to judge: those of the result alone, without those of the table that were written
   * again.
   *
   * @param staged where they are staged
   */
  StagedRows rows(Staged staged);

  /** Gives back what is kept; may be called more than once. */
  @Override
  void close();
}
