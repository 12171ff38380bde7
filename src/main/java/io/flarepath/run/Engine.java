package io.flarepath.run;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Measure;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Profile;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The port to what reads and transforms rows. Every method that fails for a reason that a user can
 * mend throws a {@link io.flarepath.diagnostic.FlarepathException} that points into the workflow.
 */
public interface Engine {

  /** A session of its own for one job, so that the view names of two jobs do not meet. */
  Session open(JobPlan.Load job);

  /** One job's session. Not thread-safe. */
  interface Session extends SourceFacts, AutoCloseable {

    /**
     * Makes a view of every input, each frozen as it is now: of the whole input under its name, or
     * under its context's name if it is incremental. Replaces the views of an earlier pass.
     */
    void freeze(List<FrozenInput> inputs);

    /** Makes the view of an incremental input: the window's rows. */
    void select(InputPlan input, BoundSql sql);

    /** Makes the view of a step. Nothing is computed yet. */
    void transform(FlareStep step);

    /**
     * Reads what the streaming inputs hold now that this output has not got yet, batch after batch,
     * and ends when all of it is read. While a batch is handed over, the output's view is its rows.
     *
     * @param batches is told of each batch; if it fails, the stream stops and the batch comes again
     *     with the next run
     */
    void stream(StreamPlan stream, OutputPlan output, Batches batches);

    /** The columns of the view that an output writes. */
    List<Column> columns(Output output);

    /**
     * Computes a result and writes its files, which no table knows yet.
     *
     * @param write how; its table is there
     * @param fileSet a name for the files, under which {@link Tables#stage} finds them
     */
    WriteCounts write(OutputWrite write, String fileSet);

    /**
     * Counts and measures a result that will be merged, and makes sure that no two of its rows have
     * the same key. What was computed is kept until {@link #merge}.
     */
    WriteCounts prepareMerge(OutputWrite write);

    /** Merges the prepared result into a branch of the table; this commits to that branch. */
    void merge(OutputWrite write, String branch);

    /**
     * The rows of a staged result, which nobody else can read yet; without those that were kept.
     */
    StagedRows staged(OutputWrite write, Tables.Staged staged);

    /** The rows of an input as this pass reads them. */
    InputRows input(InputPlan input);

    /** Some rows of a step. */
    Sample sample(FlareStep step, int most);

    /**
     * Does an action, which is a commit of its own; an expiry, of exactly the snapshots that it
     * names.
     *
     * @return what it counted
     */
    Map<String, Long> maintain(ActionPlan action);

    /** Whether something is there already where a sink goes; false where nobody can tell. */
    boolean isThere(SinkPlan sink);

    /** Computes, counts and measures a result, and keeps it until {@link #deliver}. */
    WriteCounts prepareDelivery(SinkWrite write);

    /** The rows of a prepared result. */
    StagedRows prepared(SinkWrite write);

    /** Writes a prepared result to its sink. */
    void deliver(SinkWrite write);

    @Override
    void close();
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

  /** Rows that are judged, for checks that need a query of their own. */
  interface StagedRows {

    /** The values of aggregates; those that are null are left out. */
    Map<String, Double> measure(List<Measure> measures);

    /**
     * The one row of a query over them, numbers by their columns' names in lower case; nulls are
     * left out.
     *
     * @throws io.flarepath.diagnostic.FlarepathException if it fails, or is not one row
     */
    Map<String, Double> row(Passage sql);

    /** Some rows that fulfil a condition, as text. */
    List<String> examples(String condition, int most);
  }

  /**
   * An input as it stood when a pass began.
   *
   * @param tables the Iceberg tables that it reads
   */
  record FrozenInput(InputPlan input, Map<TableName, FrozenTable> tables) {
    public FrozenInput {
      tables = Map.copyOf(tables);
    }
  }

  /**
   * A table as it stood when a pass began.
   *
   * @param snapshotId the snapshot to read; empty for a table that has none
   * @param dataFiles how many data files that snapshot has, where it says so
   */
  record FrozenTable(OptionalLong snapshotId, OptionalLong dataFiles) {}
}
