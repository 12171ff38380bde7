package io.flarepath.workflow;

import io.flarepath.diagnostic.Passage;

/**
 * How rows of a result meet rows of the table one by one.
 *
 * @param on which rows belong together; {@code old} is the table, {@code new} the result
 * @param when what becomes of them, as SQL's {@code MERGE} writes it, with or without the first
 *     {@code WHEN}
 */
public record Merge(Passage on, Passage when) {}
