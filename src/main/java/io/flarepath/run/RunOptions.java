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
 * @param parallel how many windows of a catch-up are written side by side; at least 1
 */
public record RunOptions(
    Mode mode,
    Set<String> jobs,
    boolean catchUp,
    OptionalInt maxWindows,
    Map<KeyName, String> given,
    boolean allowIncomplete,
    int parallel) {

  public RunOptions {
    jobs = Collections.unmodifiableSet(new LinkedHashSet<>(jobs));
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /** One window after the other. */
  public RunOptions(
      Mode mode,
      Set<String> jobs,
      boolean catchUp,
      OptionalInt maxWindows,
      Map<KeyName, String> given,
      boolean allowIncomplete) {
    this(mode, jobs, catchUp, maxWindows, given, allowIncomplete, 1);
  }

  /** The same with so many windows side by side. */
  public RunOptions parallel(int windows) {
    return new RunOptions(mode, jobs, catchUp, maxWindows, given, allowIncomplete, windows);
  }
}
