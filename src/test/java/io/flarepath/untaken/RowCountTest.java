package io.flarepath.untaken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowCountTest {

  @Test
  void readsAsPeopleSayIt() {
    assertThat(RowCount.of(1)).hasToString("1 row");
    assertThat(RowCount.of(12_000)).hasToString("12,000 rows");
    assertThat(RowCount.upTo(9)).hasToString("up to 9 rows");
    assertThat(new RowCount(3, 9)).hasToString("3 to 9 rows");
  }

  @Test
  void deletedRowsLowerOnlyWhatIsCertain() {
    assertThat(RowCount.of(5).withoutUpTo(2)).isEqualTo(new RowCount(3, 5));
    assertThat(RowCount.of(5).withoutUpTo(Long.MAX_VALUE)).isEqualTo(RowCount.upTo(5));
  }

  @Test
  void unknownIsNotSome() {
    assertThat(RowCount.upTo(9).isCertain()).isFalse();
    assertThat(RowCount.upTo(9).isZero()).isFalse();
    assertThat(RowCount.NONE.isZero()).isTrue();
    assertThat(RowCount.of(2).plus(RowCount.upTo(3))).isEqualTo(new RowCount(2, 5));
    assertThatThrownBy(() -> new RowCount(3, 2)).hasMessage("no count: from 3 to 2");
  }
}
