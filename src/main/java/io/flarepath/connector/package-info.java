/**
 * How rows are stored: the words for it, what brings it, and by which options an address is passed
 * to the engine. Knows nothing of workflows, and no engine.
 */
@NullMarked
package io.flarepath.connector;

import org.jspecify.annotations.NullMarked;
