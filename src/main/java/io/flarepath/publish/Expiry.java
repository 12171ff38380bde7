package io.flarepath.publish;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expiry comes to.
 *
 * @param snapshots those that go
 * @param kept those that stay since they hold a state, with the names of their jobs
 */
public record Expiry(List<Long> snapshots, Map<Long, List<String>> kept) {
  public Expiry {
    snapshots = List.copyOf(snapshots);
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
  }
}
