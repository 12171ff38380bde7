package io.flarepath.publish;

/** A result that is computed for a table which does not know it yet. */
interface Written extends AutoCloseable {

  /** What was computed. */
  PreparedWrite result();

  /** How it is staged. */
  StageRequest request();

  /**
   * Whether the same files may be staged again; else the engine has to compute the result again.
   */
  boolean hasFiles();

  /**
   * Makes a snapshot of it on its branch; once.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if that fails; nothing that is certainly not
   *     staged is left behind
   */
  Staged stage(Budget budget);

  /** Gives up what was computed, where it is not staged; nothing of it is left. */
  default void discard() {
    close();
  }

  /** Gives back what is kept; may be called more than once. */
  @Override
  default void close() {
    result().close();
  }
}
