package io.flarepath.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to expire.
 *
 * @param olderThan snapshots from before it; empty: what the table's properties say
 * @param snapshotIds these too
 * @param retainLast at least so many are left; empty: what the table's properties say
 */
public record ExpiryRequest(
    Optional<Instant> olderThan, List<Long> snapshotIds, OptionalInt retainLast) {
  public ExpiryRequest {
    snapshotIds = List.copyOf(snapshotIds);
  }
}
