/**
 * What we say to people: codes, severities, messages and the places they point at. Knows texts and
 * positions in them; must not know what a workflow, a setting or a table is.
 */
@NullMarked
package io.flarepath.diagnostic;

import org.jspecify.annotations.NullMarked;
