package io.flarepath.untaken;

import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import io.flarepath.window.Range;

/**
 * A window that was read and published.
 *
 * @param keys the keys that selected it: a backfill with them publishes it again
 * @param isFirst whether the job had no state before
 * @param isAppended whether a backfill would add the window's rows a second time
 */
public record PublishedRead(SourceRead read, State keys, boolean isFirst, boolean isAppended) {

  public Range range() {
    return read.range();
  }

  /** The values of its window. */
  Stretches values() {
    return Stretches.between(range().firstStep(), range().endStep());
  }
}
