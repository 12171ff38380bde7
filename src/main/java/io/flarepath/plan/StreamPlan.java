package io.flarepath.plan;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.stream.StreamRead;
import io.flarepath.source.DepotPath;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Streaming;
import java.util.List;
import java.util.Map;

/**
 * How a job reads its streaming inputs: batch after batch, until the available data is read.
 *
 * @param spec what the user wrote
 * @param inputs the names of the streaming inputs
 * @param checkpoints for each output table, the folder where its stream keeps what it has planned
 *     to read. What was done is in the table, like every state
 * @param refusals why it is not run, although all of it is understood
 */
public record StreamPlan(
    Streaming spec,
    List<String> inputs,
    Map<TableName, DepotPath> checkpoints,
    List<Diagnostic> refusals) {

  public StreamPlan {
    inputs = List.copyOf(inputs);
    checkpoints = Map.copyOf(checkpoints);
    refusals = List.copyOf(refusals);
  }

  /**
   * Makes sure that it is run.
   *
   * @throws FlarepathException with every reason why it is not
   */
  public void throwIfRefused() {
    if (!refusals.isEmpty()) {
      throw new FlarepathException(refusals);
    }
  }

  /** The stream into one output. */
  public StreamRead read(OutputPlan output) {
    return new StreamRead(
        inputs.isEmpty() ? "" : inputs.get(0),
        output.table(),
        checkpoint(output).path(),
        output.output().name().span());
  }

  /** The folder of an output's stream. */
  public DepotPath checkpoint(OutputPlan output) {
    DepotPath folder = checkpoints.get(output.table());
    if (folder == null) {
      throw new IllegalArgumentException("the stream is not written to " + output.table());
    }
    return folder;
  }
}
