package io.flarepath.pass;

import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of a strategy.
 *
 * @param state the state of the output table from which the pass starts; empty where it takes no
 *     part, as in a backfill
 * @param movesState whether the pass will move the state; if not, no advance is worked out
 * @param given values for keys that win over all others
 * @param now the present time
 * @param zone the session's time zone, in which times without a zone are read
 */
public record Request(
    State state, boolean movesState, Map<KeyName, String> given, Instant now, ZoneId zone) {

  public Request {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }
}
