/**
 * The protocol by which a written result becomes one commit of its table, and the ports to tables
 * and written results that it needs; knows neither how a run walks its plan nor which engine or
 * catalog there is.
 */
@NullMarked
package io.flarepath.publish;

import org.jspecify.annotations.NullMarked;
