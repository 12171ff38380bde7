package io.flarepath.untaken;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import io.flarepath.untaken.LateWalk.Brought;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Snapshots are numbered in their order; each brings rows with the values that a test says. */
class LateWalkTest {

  @Test
  void onlyWhatCameAfterItsWindowWasReadIsLate() {
    Map<Long, List<Long>> brought =
        Map.of(1L, List.of(5L), 2L, List.of(6L, 15L), 3L, List.of(7L, 25L));
    // The first window was read at 1, the second at 2; 25 waits.
    Late late = late(brought, 100, read(1, 0, 10), read(2, 10, 20));
    assertThat(late.rows()).isEqualTo(RowCount.of(2)); // 6 and 7
    assertThat(late.since()).contains(Instant.ofEpochSecond(2));
    assertThat(late.windows()).extracting(read -> read.range().firstStep()).containsExactly(0L);
    assertThat(late.isWhole()).isTrue();
  }

  @Test
  void aWindowThatWasReadAgainIsLateNoMore() {
    Map<Long, List<Long>> brought = Map.of(1L, List.of(5L), 2L, List.of(6L), 3L, List.of(7L));
    assertThat(late(brought, 100, read(1, 0, 10), read(2, 0, 10)).rows()).isEqualTo(RowCount.of(1));
    assertThat(late(brought, 100, read(1, 0, 10), read(3, 0, 10)).rows()).isEqualTo(RowCount.NONE);
  }

  @Test
  void aSnapshotThatIsGoneLeavesItOpenWhetherThereIsMore() {
    Late late = late(Map.of(2L, List.of(6L)), 100, read(9, 0, 10), read(1, 10, 20));
    assertThat(late.rows()).isEqualTo(RowCount.NONE);
    assertThat(late.isWhole()).isFalse();
  }

  @Test
  void ofTooManySnapshotsTheNewestAreLookedAt() {
    Map<Long, List<Long>> brought = Map.of(2L, List.of(6L), 3L, List.of(7L));
    Late late = late(brought, 1, read(1, 0, 10));
    assertThat(late.rows()).isEqualTo(RowCount.of(1));
    assertThat(late.isWhole()).isFalse();
  }

  @Test
  void ofASourceThatWasRewrittenCertainWindowsComeFirstAndThenTheNewest() {
    Question question =
        new Question(
            "at",
            Axis.NUMBER,
            OptionalLong.of(0),
            OptionalLong.of(30),
            List.of(read(1, 0, 10), read(1, 10, 20), read(1, 20, 30)),
            100);
    Late late =
        new LateWalk(question, List.of(2L, 1L))
            .late(
                (snapshot, values) ->
                    new Brought(
                        new RowCount(values.meets(12, 12) ? 1 : 0, 9), Instant.EPOCH, true));
    assertThat(late.isRewritten()).isTrue();
    assertThat(late.windows())
        .extracting(read -> read.range().firstStep())
        .containsExactly(10L, 20L, 0L);
  }

  private static PublishedRead read(long snapshot, long start, long end) {
    PublishedWindow window =
        new PublishedWindow(new Range(Axis.NUMBER, start, end), Optional.of("at"));
    return new PublishedRead(new SourceRead("events", snapshot, window), State.EMPTY, false, false);
  }

  private static Late late(Map<Long, List<Long>> brought, int most, PublishedRead... reads) {
    Question question =
        new Question(
            "at", Axis.NUMBER, OptionalLong.of(0), OptionalLong.of(20), List.of(reads), most);
    return new LateWalk(question, List.of(3L, 2L, 1L))
        .late(
            (snapshot, values) ->
                new Brought(
                    RowCount.of(
                        brought.getOrDefault(snapshot, List.of()).stream()
                            .filter(value -> values.holdsAll(value, value))
                            .count()),
                    Instant.ofEpochSecond(snapshot),
                    false));
  }
}
