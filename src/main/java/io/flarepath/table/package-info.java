/**
 * What is known of a table as it stands: its name, columns, partitions and snapshots. Must not know
 * a catalog or an engine, nor what anybody wants to write.
 */
@NullMarked
package io.flarepath.table;

import org.jspecify.annotations.NullMarked;
