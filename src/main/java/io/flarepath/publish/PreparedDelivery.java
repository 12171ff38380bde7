package io.flarepath.publish;

import io.flarepath.pass.WriteCounts;

/** A result that is ready to be delivered. Keeps rows until it is closed. */
public interface PreparedDelivery extends AutoCloseable {

  /** What was counted and measured. */
  WriteCounts counts();

  /** The rows to judge. */
  StagedRows rows();

  /**
   * Writes the rows to the sink.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if that fails; some rows may be there, and
   *     the next run delivers all of them again
   */
  void deliver();

  /** Gives back what is kept; may be called more than once. */
  @Override
  void close();
}
