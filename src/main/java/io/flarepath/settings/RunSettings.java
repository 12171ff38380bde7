package io.flarepath.settings;

import java.time.Duration;

/**
 * How runs behave.
 *
 * @param publishAttempts how often one publish tries a commit in all when others keep changing the
 *     table; at least 1
 * @param publishTimeout for how long after the first commit that was lost it tries again
 * @param branchTtl how long the branch of a run that died is kept
 * @param parallelJobs how many jobs of one workflow run side by side; at least 1
 * @param timeZone the session time zone in which times without a zone are read, for example UTC
 * @param logDir where the engine's log files go, relative to the working directory
 * @param recordDir where each run leaves its record, {@code <run id>.json}: a folder, or any path
 *     that Hadoop knows
 * @param stateTable the table that holds the state of jobs without an Iceberg output, {@code
 *     catalog.namespace.table}
 * @param allowScripts whether the SQL of a run may run programs, with {@code TRANSFORM}, {@code
 *     reflect} or functions of a metastore; commands that only look never do
 */
public record RunSettings(
    int publishAttempts,
    Duration publishTimeout,
    Duration branchTtl,
    int parallelJobs,
    String timeZone,
    String logDir,
    String recordDir,
    String stateTable,
    boolean allowScripts) {}
