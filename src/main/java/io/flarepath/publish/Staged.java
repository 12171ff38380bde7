package io.flarepath.publish;

import io.flarepath.table.TableName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A staged snapshot.
 *
 * @param parentId main's snapshot when it was staged, which it follows; empty for a table that had
 *     none
 * @param readId main's snapshot for which its files were written; empty for a table that had none.
 *     Staging the same files again changes the parent, never this
 * @param sequenceNumber its sequence number; 0 in tables of format version 1
 * @param filesWritten how many data files it added
 * @param bytesWritten their sizes
 * @param rowsWritten how many rows are in them
 * @param shape the columns and partitions that the table gets with it; empty: those that it has
 */
public record Staged(
    TableName table,
    String branch,
    long snapshotId,
    OptionalLong parentId,
    OptionalLong readId,
    long sequenceNumber,
    long filesWritten,
    long bytesWritten,
    long rowsWritten,
    Optional<TableShape> shape) {}
