package io.flarepath.publish;

import io.flarepath.window.Range;

/** The rows in the files of a set that were written and are not staged yet. */
public interface WrittenRows {

  /** How many there are. */
  long count();

  /**
   * Whether the files' statistics show that each row has a value of a column in a range.
   *
   * @return false also where they do not tell
   */
  boolean areShownWithin(String column, Range range);

  /** Lets the engine read the files, until their set is closed; the name by which it does. */
  String readable();
}
