package io.flarepath.pass.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.state.State;
import io.flarepath.table.TableName;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a batch is to a table, decided without an engine. */
class StreamReadTest {

  private static final StreamRead READ =
      new StreamRead(
          "lines",
          new TableName("icebase", List.of("retail"), "lines"),
          "checkpoints/lines",
          Passage.of("x", "output").span());

  @Test
  void theFirstBatchGoesIntoATableWithoutState() {
    Proposal proposal = READ.propose(State.EMPTY, new StreamPosition("q", 0));
    assertThat(proposal.readiness()).isEqualTo(Readiness.READY);
    assertThat(proposal.slice().why()).isEqualTo("batch 0 of the stream");
    assertThat(State.of(proposal.slice().advance().foreseen().orElseThrow().texts()).toString())
        .isEqualTo("stream.batch = 0, stream.query = q");
  }

  @Test
  void theNextBatchFollowsTheLast() {
    assertThat(READ.propose(state("q", 4), new StreamPosition("q", 5)).readiness())
        .isEqualTo(Readiness.READY);
  }

  @Test
  void aBatchThatWasPublishedIsLeftOut() {
    assertThat(READ.propose(state("q", 4), new StreamPosition("q", 4)).readiness())
        .isEqualTo(Readiness.idle("batch 4 was published"));
    assertThat(READ.propose(state("q", 4), new StreamPosition("q", 0)).readiness().kind())
        .isEqualTo(Readiness.Kind.IDLE);
  }

  @Test
  void aCheckpointThatIsAheadOfTheTableStops() {
    stops(
        () -> READ.propose(State.EMPTY, new StreamPosition("q", 3)),
        "the checkpoint has completed batch 2, but the table has no state for this job");
    stops(
        () -> READ.propose(state("q", 4), new StreamPosition("q", 6)),
        "the checkpoint has completed batch 5, but the table contains batches only up to 4");
  }

  @Test
  void anotherCheckpointStops() {
    stops(
        () -> READ.propose(state("q", 4), new StreamPosition("other", 5)),
        "the rows in the table were read with another checkpoint");
  }

  private static void stops(ThrowingCallable decision, String why) {
    assertThatThrownBy(decision)
        .isInstanceOfSatisfying(
            FlarepathException.class,
            stop -> {
              assertThat(stop.code()).isEqualTo(Code.CHECKPOINT_DIFFERS);
              assertThat(stop.diagnostics().get(0).notes().toString()).contains(why);
            });
  }

  private static State state(String query, long batch) {
    return State.of(new StreamPosition(query, batch).texts());
  }
}
