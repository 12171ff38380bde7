package io.flarepath.run;

import io.flarepath.plan.ActionPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an action did.
 *
 * @param plan what was planned
 * @param counts what it counted, by names such as {@code rewritten_data_files}
 * @param notes what else there is to say, one sentence each
 */
public record ActionRecord(
    ActionPlan plan, Map<String, Long> counts, List<String> notes, Duration took) {

  public ActionRecord {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    notes = List.copyOf(notes);
  }
}
