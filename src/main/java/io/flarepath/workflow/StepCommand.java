package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;

/** What a step does beside making its view. */
public sealed interface StepCommand {

  /** The view that it is done to: the step's own, or an earlier one. */
  Located<String> view();

  /** Keeps a view's rows, once they are computed, until the end of the pass. */
  record Persist(Located<String> view, StorageLevel level) implements StepCommand {}

  /** Gives back what {@link Persist} keeps. */
  record Unpersist(Located<String> view) implements StepCommand {}
}
