/**
 * Workflow, settings, state and clock in; what will be done and why out. Pure: no input, no output,
 * no engine. A plan is frozen data, and everything that runs or explains it reads the same records.
 */
@NullMarked
package io.flarepath.plan;

import org.jspecify.annotations.NullMarked;
