/**
 * Trials by fire: runs are killed, raced, lied to and starved, and the law has to hold. Knows every
 * room; no room knows it, and no production code holds anything for it.
 */
@NullMarked
package io.flarepath.fire;

import org.jspecify.annotations.NullMarked;
