package io.flarepath.publish;

/** Whether the state takes part. */
public enum Mode {
  /** Keys come from the state, and the state rolls over. */
  RUN,
  /** Keys are given; the state is neither read nor changed. */
  BACKFILL;

  /** The word for it in summaries: lower case. */
  public String word() {
    return this == RUN ? "run" : "backfill";
  }
}
