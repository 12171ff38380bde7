package io.flarepath.plan;

/** Whether a job has something to do now. */
public sealed interface Decision {

  /** There is a pass to do. */
  record Due(PassPlan pass, String reason) implements Decision {}

  /**
   * There is nothing to do now.
   *
   * @param reason why not, one sentence
   */
  record NothingToDo(String reason) implements Decision {}
}
