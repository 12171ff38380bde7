package io.flarepath.workflow;

import java.util.List;
import java.util.Optional;

/**
 * What a job does besides loading: it looks at its rows, and looks after its tables.
 *
 * @param previewLines how many rows of each step are shown
 * @param assertions checks of the first input's rows, before anything is written
 * @param profile statistics of the first input's columns
 * @param actions what is done to tables afterwards, in order
 */
public record Upkeep(
    int previewLines, List<Assertion> assertions, Optional<Profile> profile, List<Action> actions) {

  public static final Upkeep NONE = new Upkeep(0, List.of(), Optional.empty(), List.of());

  public Upkeep {
    assertions = List.copyOf(assertions);
    actions = List.copyOf(actions);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
