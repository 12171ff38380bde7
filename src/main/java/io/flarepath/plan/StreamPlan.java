package io.flarepath.plan;

import io.flarepath.workflow.Streaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a job reads its streaming inputs: batch after batch, until what is there now is read.
 *
 * @param spec what the user wrote
 * @param inputs the names of the streaming inputs
 * @param checkpoints for each output's view, the folder where its stream keeps what it has planned
 *     to read. What was done stands in the output table, as every state
 */
public record StreamPlan(Streaming spec, List<String> inputs, Map<String, String> checkpoints) {

  public StreamPlan {
    inputs = List.copyOf(inputs);
    checkpoints = Map.copyOf(new LinkedHashMap<>(checkpoints));
  }

  /**
   * The folder of an output.
   *
   * @param view the output's view
   */
  public String checkpoint(String view) {
    String folder = checkpoints.get(view);
    if (folder == null) {
      throw new IllegalArgumentException("no output of the stream is called " + view);
    }
    return folder;
  }
}
