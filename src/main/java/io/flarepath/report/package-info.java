/**
 * What a run did, or would do, as text and as JSON. Must not know where the text goes, nor decide
 * anything.
 */
@NullMarked
package io.flarepath.report;

import org.jspecify.annotations.NullMarked;
