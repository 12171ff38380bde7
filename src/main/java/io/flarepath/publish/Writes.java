package io.flarepath.publish;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.Write;

/**
 * The port to the engine that writes results: each step returns what the next one takes. Not
 * thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} that points into the
 * workflow if the rows cannot be computed or written; then nothing is kept.
 */
public interface Writes {

  /**
   * Computes a result and writes its files, which no table knows yet. If that fails, files may be
   * there: the caller discards the set.
   *
   * @param write how; its table is there
   */
  PreparedWrite write(OutputWrite write, FileSet files);

  /**
   * Computes a result that will be merged, and makes sure that no two of its rows have one key or
   * would both be inserted although they match each other.
   */
  PreparedMerge prepareMerge(OutputWrite write, Write.Merge merge);

  /** Computes a result that will be delivered to a sink. */
  PreparedDelivery prepareDelivery(SinkWrite write);
}
