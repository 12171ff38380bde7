package io.flarepath.run;

/**
 * What a run spends time on before the stages of a pass are known, and outside its passes. A plan
 * lists some of them as stages: freeze, read, transform.
 */
public enum Part {
  /** Opens the job's session: its settings, its functions. */
  SESSION("session"),
  /** Removes the branches of runs that died. */
  BRANCHES("branches"),
  /** Opens the tables of outputs and inputs. */
  LOAD("load"),
  /** Makes views of the inputs, each at one snapshot. */
  FREEZE("freeze"),
  /** Evaluates the SQL of keys. */
  KEYS("keys"),
  /** Finds what the SQL compares with the keys, and what values those are. */
  BOUNDS("bounds"),
  /** Looks for the newest and the oldest values of columns. */
  NEWEST("newest"),
  /** Decides what is read, beside keys, bounds and newest values. */
  READ("read"),
  /** Makes the views of slices and of steps. */
  VIEWS("views"),
  /** Chooses the writes. */
  TRANSFORM("transform"),
  /** Counts the rows that no window takes. */
  UNTAKEN("untaken");

  private final String word;

  Part(String word) {
    this.word = word;
  }

  /** The word for it in records. */
  public String word() {
    return word;
  }
}
