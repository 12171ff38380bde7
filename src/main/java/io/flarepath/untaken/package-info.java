/**
 * Rows that no window takes: what is asked of a source's metadata, the counts that it gives, and
 * what is said of them. Must not know a catalog or an engine.
 */
@NullMarked
package io.flarepath.untaken;

import org.jspecify.annotations.NullMarked;
