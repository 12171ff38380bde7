package io.flarepath.publish;

import io.flarepath.table.TableName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A staged snapshot.
 *
 * @param parentId the snapshot that main must be for a publish; empty: main must have none. It is
 *     {@code readId}, or a later one if nothing that others did between the two prevents a publish.
 *     The staged snapshot follows it; only where something does prevent a publish, and {@code
 *     readId} is empty or has expired, it follows main as it was when it was staged
 * @param readId main's snapshot for which its files were written; empty for a table that had none.
 *     Staging them on a later snapshot changes the parent, never this
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
