/**
 * SQL text with {@code $|key|} places, bound to values, able to point back into the user's file.
 * Knows texts and positions; must not know an engine, except as the port that parses.
 */
@NullMarked
package io.flarepath.sql;

import org.jspecify.annotations.NullMarked;
