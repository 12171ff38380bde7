/**
 * What one pass is and how it is decided: progress, facts of the source and the clock give a slice
 * to read, or a reason to wait. One package below it for each strategy. Must not know an engine or
 * a catalog, nor how rows are written.
 */
@NullMarked
package io.flarepath.pass;

import org.jspecify.annotations.NullMarked;
