package io.flarepath.untaken;

import io.flarepath.state.State;
import io.flarepath.window.Range;

/**
 * A window, counted on both sides.
 *
 * @param keys the keys that select it
 * @param inSource rows that the incremental SQL selects
 * @param inTable rows of the output table
 */
public record WindowRows(Range window, State keys, long inSource, long inTable) {

  /** How its two numbers stand to each other. */
  public enum Match {
    SAME,
    /** The source has rows, the table none. */
    NONE,
    FEWER,
    MORE
  }

  public Match match() {
    if (inSource == inTable) {
      return Match.SAME;
    }
    if (inTable == 0) {
      return Match.NONE;
    }
    return inTable < inSource ? Match.FEWER : Match.MORE;
  }
}
