/**
 * Assertions and profiles into what is to be measured, and what was measured into verdicts. Pure;
 * must not know an engine, nor where the rows are.
 */
@NullMarked
package io.flarepath.audit;

import org.jspecify.annotations.NullMarked;
