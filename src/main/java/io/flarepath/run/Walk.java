package io.flarepath.run;

import io.flarepath.pass.Readiness;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.PassPlan;
import io.flarepath.run.Slicing.Sliced;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The slices that would follow a pass, one after another, as far as clock and data let them,
 * without doing any. Not thread-safe.
 */
final class Walk {

  private final Slicing slicing;
  private final SourceFacts facts;
  private final RunOptions options;
  private final Set<Map<KeyName, String>> seen;
  private PassPlan last;
  private Optional<String> end = Optional.empty();
  private boolean isEndless;

  Walk(Slicing slicing, SourceFacts facts, RunOptions options, PassPlan from) {
    this.slicing = slicing;
    this.facts = facts;
    this.options = options;
    this.seen = new HashSet<>(Set.of(from.keys()));
    this.last = from;
  }

  /** The next slices; empty where none are due, where that is unknown, or where keys repeat. */
  Optional<Sliced> next() {
    Optional<State> state = last.foreseen();
    if (state.isEmpty()) {
      end = Optional.of("the next windows depend on the rows that this pass reads");
      return Optional.empty();
    }
    Sliced next = slicing.of(facts, last.job(), state.get(), last.movesState(), options);
    if (!seen.add(Slice.keys(next.slices()))) {
      isEndless = Slicing.reads(last.job()).allMatch(read -> read.isLasting(state.get()));
      return Optional.empty();
    }
    end = next.readiness().reasonToWait();
    if (end.isPresent() || next.readiness().kind() == Readiness.Kind.UNKNOWN) {
      return Optional.empty();
    }
    last =
        new PassPlan(
            last.job(), next.slices(), List.of(), List.of(), state.get(), last.movesState());
    return Optional.of(next);
  }

  /** Whether it has led back to slices that it had before, and will do so in every later run. */
  boolean isEndless() {
    return isEndless;
  }

  /** Why no more follow, once the last one is reached and where that is known. */
  Optional<String> end() {
    return end;
  }
}
