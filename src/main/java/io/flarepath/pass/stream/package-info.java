/**
 * Streams: the batches that the engine hands over, and the position that a table holds. Must not
 * know how a stream is read.
 */
@NullMarked
package io.flarepath.pass.stream;

import org.jspecify.annotations.NullMarked;
