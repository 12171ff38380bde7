package io.flarepath.workflow;

import io.flarepath.diagnostic.Passage;
import java.util.List;

/**
 * Statistics of the columns of a job's first input.
 *
 * @param filters SQL conditions; only rows that match all of them are counted
 */
public record Profile(Level level, List<Passage> filters) {

  public Profile {
    filters = List.copyOf(filters);
  }

  /** How much is measured; each level measures what those before it do. */
  public enum Level {
    BASIC,
    INTERMEDIATE,
    ADVANCED
  }
}
