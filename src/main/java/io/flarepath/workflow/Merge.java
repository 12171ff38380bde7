package io.flarepath.workflow;

import io.flarepath.diagnostic.Passage;
import java.util.regex.Pattern;

/**
 * How rows of a result meet rows of the table one by one.
 *
 * @param on which rows belong together; {@code old} is the table, {@code new} the result
 * @param when what becomes of them, as SQL's {@code MERGE} writes it, with or without the first
 *     {@code WHEN}
 */
public record Merge(Passage on, Passage when) {

  private static final Pattern BY_SOURCE = Pattern.compile("(?i)\\bmatched\\s+by\\s+source\\b");

  /** Whether it also changes rows of the table that no row of the result meets. */
  public boolean changesUnmatched() {
    return BY_SOURCE.matcher(when.text()).find();
  }
}
