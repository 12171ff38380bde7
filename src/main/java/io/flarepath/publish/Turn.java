package io.flarepath.publish;

import io.flarepath.state.JobMark;

/**
 * From which mark of its job a pass goes on. Windows may be written side by side, and are published
 * one after the other: then the mark is the one that the publish before leaves.
 */
public interface Turn {

  /** The turn of a pass that follows what is published already. */
  static Turn after(JobMark published) {
    return new Turn() {
      @Override
      public JobMark mark() {
        return published;
      }

      @Override
      public boolean hasCome() {
        return true;
      }
    };
  }

  /**
   * The mark. Waits until the pass before is published.
   *
   * @throws RuntimeException if it will not be published: the caller gives up what it has written
   */
  JobMark mark();

  /** Whether there is nothing to wait for. */
  boolean hasCome();
}
