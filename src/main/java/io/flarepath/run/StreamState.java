package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputPlan;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a stream in its output table: which stream it is, and the last batch that was
 * published. The checkpoint only says what the next batch is; the table alone says what was done.
 *
 * @param query the id of the stream's checkpoint
 * @param batch the number of the last published batch
 */
record StreamState(String query, long batch) {

  private static final KeyName QUERY = new KeyName("stream", "query");
  private static final KeyName BATCH = new KeyName("stream", "batch");

  /** The state of a table; empty before the first batch. */
  static Optional<StreamState> of(State state) {
    return state
        .value(QUERY)
        .flatMap(query -> state.value(BATCH).map(batch -> new StreamState(query, number(batch))));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The keys of it. */
  Map<KeyName, String> keys() {
    return Map.of(QUERY, query, BATCH, Long.toString(batch));
  }

  /**
   * Whether this batch was published before, by a run that died before the stream noted it.
   *
   * @param before the state that the table holds
   * @throws FlarepathException if the checkpoint and the table do not belong together
   */
  boolean isDone(Optional<StreamState> before, OutputPlan output, String checkpoint) {
    if (before.isEmpty()) {
      if (batch > 0) {
        throw apart(
            output,
            checkpoint,
            "the checkpoint has done batch %d, and the table holds no state of this job"
                .formatted(batch - 1));
      }
      return false;
    }
    StreamState last = before.get();
    if (!last.query.equals(query)) {
      throw apart(
          output, checkpoint, "the rows in the table came by another checkpoint than this one");
    }
    if (batch > last.batch + 1) {
      throw apart(
          output,
          checkpoint,
          "the checkpoint has done batch %d, and the table holds batches up to %d only"
              .formatted(batch - 1, last.batch));
    }
    return batch <= last.batch;
  }

  private static FlarepathException apart(OutputPlan output, String checkpoint, String why) {
    return new FlarepathException(
        Diagnostic.error(
                Code.CHECKPOINT_DIFFERS,
                "the checkpoint of this stream does not belong to " + output.table())
            .at(output.output().name().span())
            .because(why)
            .because("the checkpoint is " + checkpoint)
            .help(
                "bring back the checkpoint that belongs to the table; or, to read all of the source"
                    + " again, remove the checkpoint, `flarepath state clear` and empty the table"));
  }
}
