package io.flarepath.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.table.TableFacts.SnapshotFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final List<Long> asked = new ArrayList<>();

  private static SnapshotFacts snapshot(long id) {
    OptionalLong parent = id == 1 ? OptionalLong.empty() : OptionalLong.of(id - 1);
    return new SnapshotFacts(id, parent, id, Instant.EPOCH, Map.of());
  }

  /** From the newest back to the first. */
  private History history(long newest) {
    return History.of(
        Optional.of(snapshot(newest)),
        child -> {
          asked.add(child.id());
          return child.parentId().isPresent()
              ? Optional.of(snapshot(child.id() - 1))
              : Optional.empty();
        });
  }

  @Test
  void onlyWhatIsAskedForIsLookedAt() {
    History history = history(5_000);
    assertThat(history.seen()).isZero();
    assertThat(history.isEmpty()).isFalse();
    assertThat(history.get(0).id()).isEqualTo(5_000);
    assertThat(asked).isEmpty();
    assertThat(history.stream().filter(each -> each.id() == 4_998).findFirst()).isPresent();
    assertThat(history.contains(snapshot(4_998))).isTrue();
    assertThat(history.iterator().next().id()).isEqualTo(5_000);
    assertThat(history.seen()).isEqualTo(3);
    assertThat(asked).containsExactly(5_000L, 4_999L);
  }

  @Test
  void whatGoesThroughAllIsTheSameAsOfAnyList() {
    History history = history(4);
    List<SnapshotFacts> all = List.of(snapshot(4), snapshot(3), snapshot(2), snapshot(1));
    assertThat(history.get(2)).isEqualTo(snapshot(2));
    assertThat(history).hasSize(4).isEqualTo(all).hasSameHashCodeAs(all);
    assertThat(history.subList(1, 3)).isEqualTo(all.subList(1, 3));
    assertThat(history.indexOf(snapshot(2))).isEqualTo(2);
    assertThat(history.contains(snapshot(7))).isFalse();
    assertThat(history.stream().skip(3).toList()).containsExactly(snapshot(1));
    assertThat(asked).containsExactly(4L, 3L, 2L, 1L); // Each once.
  }

  @Test
  void aTableWithoutSnapshotsHasNone() {
    History none = History.of(Optional.empty(), child -> Optional.empty());
    assertThat(none).isEmpty();
    assertThat(none.stream()).isEmpty();
    assertThatThrownBy(() -> none.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> none.iterator().next()).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> none.add(snapshot(1)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
