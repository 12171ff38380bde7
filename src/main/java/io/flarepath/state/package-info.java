/**
 * The state of a job as a value, and its one textual form in table properties and snapshot
 * summaries. Must not know a catalog, nor how a state comes about.
 */
@NullMarked
package io.flarepath.state;

import org.jspecify.annotations.NullMarked;
