package io.flarepath.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BranchTest {

  private static final Instant COMMITTED = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void aBranchIsKeptUntilItIsOlderThanItsAge() {
    Branch branch = new Branch("flarepath_load_1", 7, COMMITTED);
    Instant limit = Instant.parse("2024-01-08T00:00:00Z");
    assertThat(branch.isPastItsAge(Duration.ofDays(7), limit)).isFalse();
    assertThat(branch.isPastItsAge(Duration.ofDays(7), limit.plusNanos(1))).isTrue();
  }
}
