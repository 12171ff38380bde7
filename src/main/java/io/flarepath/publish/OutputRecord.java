package io.flarepath.publish;

import io.flarepath.pass.WriteCounts;

/**
 * What one publish did.
 *
 * @param write how the rows were written, for example {@code replace-window}
 * @param snapshotId the snapshot that was published
 * @param counts what the engine counted
 * @param rowsWritten rows in the new files: result and kept
 * @param attempts how often it was staged
 * @param holdsStateOnly whether the table holds the job's state and no result
 */
public record OutputRecord(
    String table,
    String write,
    long snapshotId,
    WriteCounts counts,
    long rowsWritten,
    long filesWritten,
    int attempts,
    boolean holdsStateOnly) {}
