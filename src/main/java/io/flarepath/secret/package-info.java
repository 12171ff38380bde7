/**
 * What must not be shown, and how it is taken out of text. Knows the names and the forms of
 * secrets; must not know what a setting, a workflow or a terminal is.
 */
@NullMarked
package io.flarepath.secret;

import org.jspecify.annotations.NullMarked;
