/**
 * Turns the text of a workflow into its records, with every problem located. Knows YAML and the
 * grammar, each key described once; must not know settings, tables or what a job will do.
 */
@NullMarked
package io.flarepath.workflow.yaml;

import org.jspecify.annotations.NullMarked;
