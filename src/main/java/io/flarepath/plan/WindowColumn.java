package io.flarepath.plan;

import io.flarepath.window.Bounds;

/**
 * The column that a window's SQL compares with two keys.
 *
 * @param column its name
 * @param bounds which ends belong to the window
 * @param start the lower bound, an SQL expression; of sample values in a plan, of real ones in a
 *     pass
 * @param end the upper bound
 * @param startKey the key in the lower bound
 * @param endKey the key in the upper bound
 */
public record WindowColumn(
    String column, Bounds bounds, String start, String end, String startKey, String endKey) {

  /** The same with other ends. */
  public WindowColumn with(Bounds others) {
    return new WindowColumn(column, others, start, end, startKey, endKey);
  }
}
