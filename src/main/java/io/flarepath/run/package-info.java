/**
 * Walks a plan: order, passes, attempts, events. Knows the protocol by which a window becomes a
 * commit, and its ports; must not know an engine or a catalog.
 */
@NullMarked
package io.flarepath.run;

import org.jspecify.annotations.NullMarked;
