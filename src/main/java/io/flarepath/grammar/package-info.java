/**
 * The engine of a grammar in YAML: the tree of a file with every value's place, keys, sections and
 * types, how they are read, and the schema that is made from their descriptions. Knows YAML; must
 * not know what any grammar says.
 */
@NullMarked
package io.flarepath.grammar;

import org.jspecify.annotations.NullMarked;
