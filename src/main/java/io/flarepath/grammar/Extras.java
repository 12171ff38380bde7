package io.flarepath.grammar;

/** What is done with keys that a section does not know. */
public enum Extras {
  /** They are errors: what they were meant to say would decide which rows are loaded. */
  REFUSED,
  /**
   * Around a job, where Flare's environment has keys of its own: they are errors where they look
   * like keys that are known, here or elsewhere; the others are left aside, as Flare does, with a
   * warning. Labels that have no effect anywhere are left aside in silence.
   */
  LEFT_ASIDE,
  /** They are none of our business. */
  FOREIGN
}
