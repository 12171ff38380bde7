package io.flarepath.run;

import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.publish.Mode;
import io.flarepath.run.Slicing.Sliced;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outputs that are at the same state, and so share a pass.
 *
 * @param isFurthest whether no other output is ahead. Sinks are written before the first publish,
 *     so what one output is past, the sinks have had
 */
record OutputGroup(State state, List<OutputPlan> outputs, Sliced sliced, boolean isFurthest) {

  OutputGroup {
    outputs = List.copyOf(outputs);
  }

  /**
   * The outputs of the next pass. After a run that died between two publishes they are at different
   * states: the one that is behind goes first, alone, until it has caught up.
   */
  static OutputGroup next(
      Slicing slicing,
      SourceFacts facts,
      JobPlan.Load job,
      Map<OutputPlan, Optional<TableFacts>> outputs,
      RunOptions options) {
    boolean movesState = options.mode() == Mode.RUN;
    List<OutputGroup> groups = new ArrayList<>();
    byState(job, outputs, movesState)
        .forEach(
            (state, members) ->
                groups.add(
                    new OutputGroup(
                        state, members, slicing.of(facts, job, state, movesState, options), true)));
    OrderCheck.ofOutputs(job, groups);
    Comparator<OutputGroup> byStart = (one, other) -> one.sliced().compareStarts(other.sliced());
    OutputGroup next = Collections.min(groups, byStart);
    boolean isFurthest = byStart.compare(next, Collections.max(groups, byStart)) == 0;
    return new OutputGroup(next.state, next.outputs, next.sliced, isFurthest);
  }

  private static Map<State, List<OutputPlan>> byState(
      JobPlan.Load job, Map<OutputPlan, Optional<TableFacts>> outputs, boolean movesState) {
    Map<State, List<OutputPlan>> byState = new LinkedHashMap<>();
    boolean startsFromState = movesState && job.pace().hasState();
    outputs.forEach(
        (output, table) -> {
          State state =
              startsFromState
                  ? table.map(facts -> facts.mark(job.name().value()).state()).orElse(State.EMPTY)
                  : State.EMPTY;
          byState.computeIfAbsent(state, s -> new ArrayList<>()).add(output);
        });
    if (outputs.isEmpty()) {
      byState.put(State.EMPTY, List.of());
    }
    return byState;
  }
}
