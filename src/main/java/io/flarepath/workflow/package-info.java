/**
 * What the user wrote in a workflow, as records, each value with its place. Must not know how the
 * text is parsed, nor what will be done with it.
 */
@NullMarked
package io.flarepath.workflow;

import org.jspecify.annotations.NullMarked;
