package io.flarepath.pass.stream;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.pass.Advance;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Region;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.SliceKey.Origin;
import io.flarepath.state.State;
import io.flarepath.table.TableName;
import java.util.Optional;

/**
 * A stream into one table: the engine offers batch after batch, and what the table holds decides
 * whether a batch is a slice to publish, or was published by a run that died before the stream
 * noted it.
 *
 * @param input the name of the streaming input
 * @param table the table whose state says what was done
 * @param checkpoint the folder where the stream keeps what it has planned to read
 * @param place the output, to point at
 */
public record StreamRead(String input, TableName table, String checkpoint, Span place) {

  private static final String CONTEXT = "stream";

  /**
   * What an offered batch is to the table. One that was published before is {@link
   * Readiness.Kind#IDLE}.
   *
   * @param state the state of the table
   * @throws FlarepathException if the checkpoint and the table do not belong together; nothing of
   *     the batch may be published then
   */
  public Proposal propose(State state, StreamPosition offered) {
    Optional<StreamPosition> last = StreamPosition.in(state);
    check(last, offered);
    boolean isDone = last.filter(done -> offered.batch() <= done.batch()).isPresent();
    Slice slice =
        new Slice(
            input,
            CONTEXT,
            "batch " + offered.batch() + " of the stream",
            offered.texts().entrySet().stream()
                .map(entry -> new SliceKey(entry.getKey(), entry.getValue(), Origin.SOURCE))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList(),
            Optional.empty(),
            new Region.PartitionsPresent(),
            Advance.to(offered));
    return new Proposal(
        slice,
        isDone ? Readiness.idle("batch " + offered.batch() + " was published") : Readiness.READY);
  }

  private void check(Optional<StreamPosition> last, StreamPosition offered) {
    if (last.isEmpty()) {
      if (offered.batch() > 0) {
        throw apart(
            "the checkpoint has completed batch %d, but the table has no state for this job"
                .formatted(offered.batch() - 1));
      }
      return;
    }
    if (!last.get().query().equals(offered.query())) {
      throw apart("the rows in the table were read with another checkpoint");
    }
    if (offered.batch() > last.get().batch() + 1) {
      throw apart(
          "the checkpoint has completed batch %d, but the table contains batches only up to %d"
              .formatted(offered.batch() - 1, last.get().batch()));
    }
  }

  private FlarepathException apart(String why) {
    return new FlarepathException(
        Diagnostic.error(
                Code.CHECKPOINT_DIFFERS,
                "the checkpoint of this stream does not belong to " + table)
            .at(place)
            .because(why)
            .because("the checkpoint is " + checkpoint)
            .help(
                "restore the checkpoint that belongs to the table; or, to read the whole source"
                    + " again, remove the checkpoint, run `flarepath state clear` and empty the"
                    + " table"));
  }
}
