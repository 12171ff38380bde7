/**
 * What is known of a current table: its name, columns, partitions and snapshots. Must not know a
 * catalog or an engine, nor what is to be written.
 */
@NullMarked
package io.flarepath.table;

import org.jspecify.annotations.NullMarked;
