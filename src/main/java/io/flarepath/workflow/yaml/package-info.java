/**
 * Turns the text of a workflow into its records, with every problem located. Knows the keys of a
 * workflow, each described once; must not know settings, tables or what a job will do.
 */
@NullMarked
package io.flarepath.workflow.yaml;

import org.jspecify.annotations.NullMarked;
