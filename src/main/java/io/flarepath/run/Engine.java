package io.flarepath.run;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.StreamPlan;
import io.flarepath.publish.StagedRows;
import io.flarepath.publish.Writes;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The port to what reads, transforms and writes rows. */
public interface Engine extends ReadingEngine {

  @Override
  Session open(JobPlan.Load job);

  /** Whether somebody has stopped the engine, so that nothing can be read or written any more. */
  default boolean isStopped() {
    return false;
  }

  /** Counts what work costs. */
  default Meter meter() {
    return Meter.NONE;
  }

  /** One job's session. Not thread-safe. */
  interface Session extends ReadingSession, Writes {

    /**
     * Reads what the streaming inputs hold now that this output has not got yet, batch after batch,
     * and ends when all of it is read. While a batch is handed over, the output's view is its rows.
     *
     * @param batches is told of each batch; if it fails, the stream stops and the batch comes again
     *     with the next run
     */
    void stream(StreamPlan stream, OutputPlan output, Batches batches);

    /**
     * Does an action, which is a commit of its own; an expiry, of exactly the snapshots that it
     * names.
     *
     * @return what it counted
     */
    Map<String, Long> maintain(ActionPlan action);
  }

  /** Takes the batches of a stream. */
  @FunctionalInterface
  interface Batches {

    /**
     * Takes a batch.
     *
     * @param query the id of the stream, which is that of its checkpoint
     * @param number from 0; a batch that was not taken comes again with the same rows
     */
    void take(String query, long number);
  }

  /** The rows of an input in one pass. */
  interface InputRows extends StagedRows {

    List<Column> columns();

    /** Statistics of each column. */
    List<ColumnProfile> profile(Profile wanted);
  }

  /**
   * An input as it stood when a pass began.
   *
   * @param tables the Iceberg tables that it reads
   * @param expected the columns of a table that is not there yet, and then has no rows
   */
  record FrozenInput(
      InputPlan input, Map<TableName, FrozenTable> tables, Optional<List<Column>> expected) {
    public FrozenInput {
      tables = Map.copyOf(tables);
      expected = expected.map(List::copyOf);
    }

    /** An input that is there. */
    public FrozenInput(InputPlan input, Map<TableName, FrozenTable> tables) {
      this(input, tables, Optional.empty());
    }
  }

  /**
   * A table as it stood when a pass began.
   *
   * @param snapshotId the snapshot to read; empty for a table that has none
   * @param dataFiles how many data files that snapshot has, where it says so
   * @param columns those of the table, as the pass found it
   */
  record FrozenTable(OptionalLong snapshotId, OptionalLong dataFiles, List<Column> columns) {
    public FrozenTable {
      columns = List.copyOf(columns);
    }
  }
}
