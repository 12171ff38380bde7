package io.flarepath.run;

import io.flarepath.publish.Mode;
import io.flarepath.state.KeyName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the caller of a run decides.
 *
 * @param mode whether the state takes part
 * @param jobs the jobs to run; empty: all
 * @param catchUp go on until no complete window is left
 * @param maxWindows at most so many passes of each job
 * @param given keys with values that win over all others
 * @param allowIncomplete do a window even if it is not complete, or the input has no rows for it
 */
public record RunOptions(
    Mode mode,
    Set<String> jobs,
    boolean catchUp,
    OptionalInt maxWindows,
    Map<KeyName, String> given,
    boolean allowIncomplete) {

  public RunOptions {
    jobs = Collections.unmodifiableSet(new LinkedHashSet<>(jobs));
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }
}
