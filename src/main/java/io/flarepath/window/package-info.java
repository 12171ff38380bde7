/**
 * Ranges, bounds, grids and hulls: the arithmetic of windows. Knows nothing but the JDK; must not
 * know where a range comes from or what is written into it.
 */
@NullMarked
package io.flarepath.window;

import org.jspecify.annotations.NullMarked;
