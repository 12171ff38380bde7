package io.flarepath.run;

import io.flarepath.pass.AskedOnce;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.run.Slicing.Sliced;
import io.flarepath.state.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The windows that a job has loaded by its own rules: from a state, by the rollover, up to the
 * state of its table. Needs no record of any publish.
 */
final class WindowWalk {

  private final Slicing slicing;
  private final SourceFacts facts;
  private final JobPlan.Load job;
  private final RunOptions options;

  WindowWalk(Slicing slicing, SourceFacts facts, JobPlan.Load job, RunOptions options) {
    this.slicing = slicing;
    this.facts = new AskedOnce(facts); // The inputs are frozen.
    this.job = job;
    this.options = options;
  }

  /**
   * One window.
   *
   * @param slice reads it
   */
  record Step(Slice slice, Window window) {}

  /**
   * Windows in order.
   *
   * @param isWhole whether they reach to where the walk was to end
   */
  record Steps(List<Step> steps, boolean isWhole) {
    Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Walks.
   *
   * @param most at most so many windows
   */
  Steps between(State from, State to, int most) {
    List<Step> steps = new ArrayList<>();
    Optional<Window> end = window(sliced(to));
    Set<State> seen = new HashSet<>();
    State state = from;
    while (!state.equals(to) && seen.add(state)) {
      Sliced sliced = sliced(state);
      Optional<Window> window = window(sliced);
      if (window.isEmpty() || !isBefore(window.get(), end)) {
        break;
      }
      if (steps.size() == most) {
        return new Steps(steps, false);
      }
      steps.add(new Step(sliced.slices().get(0), window.get()));
      Optional<State> next =
          new PassPlan(job, sliced.slices(), List.of(), List.of(), state, true).foreseen();
      if (next.isEmpty()) {
        break;
      }
      state = next.get();
    }
    return new Steps(steps, true);
  }

  private static boolean isBefore(Window window, Optional<Window> end) {
    return end.map(last -> window.startValue().compareTo(last.startValue()) < 0).orElse(true);
  }

  private Sliced sliced(State state) {
    return slicing.of(facts, job, state, true, options);
  }

  private static Optional<Window> window(Sliced sliced) {
    return sliced.slices().stream().findFirst().flatMap(Slice::window);
  }
}
