/**
 * The step functions of workflows: rows in, rows out, one class each, all of them listed in {@link
 * io.flarepath.function.Functions}. Knows Spark's columns and what a call says; must not know
 * views, jobs, sessions or how a workflow is written.
 */
@NullMarked
package io.flarepath.function;

import org.jspecify.annotations.NullMarked;
