/**
 * A strategy that exists in the tests only, as the proof that a strategy is its own files and one
 * registration: it reads row groups of a numbered input, every third of them.
 */
@NullMarked
package io.flarepath.counter;

import org.jspecify.annotations.NullMarked;
