package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.function.Function;

/** What a step does besides creating its view. */
public sealed interface StepCommand {

  /** The view that it is done to: the step's own, or an earlier one. */
  Located<String> view();

  /** An answer for each case. */
  <R> R match(Function<Persist, R> persist, Function<Unpersist, R> unpersist);

  /** Keeps a view's rows, once they are computed, until the end of the pass. */
  record Persist(Located<String> view, StorageLevel level) implements StepCommand {

    @Override
    public <R> R match(Function<Persist, R> persist, Function<Unpersist, R> unpersist) {
      return persist.apply(this);
    }
  }

  /** Gives back what {@link Persist} keeps. */
  record Unpersist(Located<String> view) implements StepCommand {

    @Override
    public <R> R match(Function<Persist, R> persist, Function<Unpersist, R> unpersist) {
      return unpersist.apply(this);
    }
  }
}
