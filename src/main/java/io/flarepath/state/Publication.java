package io.flarepath.state;

/**
 * What a job's last publish left in the table's properties.
 *
 * @param runId the run that published
 * @param pass the number of the pass within that run, from 1
 * @param snapshotId the snapshot that it published
 * @param sequenceNumber that snapshot's sequence number; 0 in tables of format version 1
 * @param workflow the workflow that the job belonged to
 */
public record Publication(
    String runId, int pass, long snapshotId, long sequenceNumber, String workflow) {}
