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
   * @param staged the files in which they are staged; open while the rows are judged
   */
  StagedRows rows(StagedFiles staged);

  /** Gives back what is kept; may be called more than once. */
  @Override
  void close();
}
