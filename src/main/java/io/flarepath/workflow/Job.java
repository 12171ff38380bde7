package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One entry of a workflow's {@code dag}. */
public sealed interface Job permits FlareJob, ToolboxJob, ForeignJob {

  /** What every job has, of any stack. */
  Head head();

  /** An answer for each case. */
  <R> R match(
      Function<FlareJob, R> flare,
      Function<ToolboxJob, R> toolbox,
      Function<ForeignJob, R> foreign);

  /** Itself if it is for a stack that is not supported. */
  default Optional<ForeignJob> asForeign() {
    return match(flare -> Optional.empty(), toolbox -> Optional.empty(), Optional::of);
  }

  default Located<String> name() {
    return head().name();
  }

  /** May be empty. */
  default String title() {
    return head().title();
  }

  /** The names of the jobs that must have succeeded before this one starts. */
  default List<Located<String>> dependencies() {
    return head().dependencies();
  }

  /** How the job is tried again if it fails. */
  default Optional<Retry> retry() {
    return head().retry();
  }

  /**
   * What every job has, of any stack.
   *
   * @param title may be empty
   * @param dependencies the names of the jobs that must have succeeded before this one starts
   * @param retry how it is tried again if it fails
   * @param workflow the name of the workflow in whose file the job is
   */
  record Head(
      Located<String> name,
      String title,
      List<Located<String>> dependencies,
      Optional<Retry> retry,
      String workflow) {

    public Head {
      dependencies = List.copyOf(dependencies);
    }
  }
}
