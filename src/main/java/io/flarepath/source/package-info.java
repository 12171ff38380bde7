/**
 * Where rows are: turns the addresses of a workflow into tables, files and databases, by the depots
 * of the settings. Must not know how rows are read or written.
 */
@NullMarked
package io.flarepath.source;

import org.jspecify.annotations.NullMarked;
