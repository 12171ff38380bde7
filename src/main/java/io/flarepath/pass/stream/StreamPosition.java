package io.flarepath.pass.stream;

import io.flarepath.pass.Progress;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.util.Map;
import java.util.Optional;

/**
 * The progress of a stream in its output table: which stream it is, and the last batch that was
 * published. The checkpoint only says what the next batch is; the table alone says what was done.
 *
 * @param query the id of the stream's checkpoint
 * @param batch the number of the batch, from 0; -1 where the table holds something else
 */
public record StreamPosition(String query, long batch) implements Progress {

  private static final KeyName QUERY = new KeyName("stream", "query");
  private static final KeyName BATCH = new KeyName("stream", "batch");

  /** The position that a state holds; empty before the first batch. */
  static Optional<StreamPosition> in(State state) {
    return state
        .value(QUERY)
        .flatMap(
            query -> state.value(BATCH).map(batch -> new StreamPosition(query, number(batch))));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public Map<KeyName, String> texts() {
    return Map.of(QUERY, query, BATCH, Long.toString(batch));
  }
}
