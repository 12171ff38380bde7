package io.flarepath.publish;

import io.flarepath.state.JobMark;
import io.flarepath.table.TableName;
import java.util.OptionalLong;

/**
 * Where to set main back to.
 *
 * @param main main's snapshot as it was looked at
 * @param target where main shall be; empty: the table shall have no snapshot
 * @param expected the job's mark as it was looked at
 * @param after the job's mark that belongs to the target
 */
public record RewindRequest(
    TableName table, String job, long main, OptionalLong target, JobMark expected, JobMark after) {}
