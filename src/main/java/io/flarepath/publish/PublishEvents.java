package io.flarepath.publish;

/** Hears how a publish goes while it goes. Called from several threads, one pass on one thread. */
public interface PublishEvents {

  /** What was written is staged and accepted, and is about to be published. */
  default void publishing(String job, int number, String table) {}

  /** Something got in the way, and is tried again. */
  default void triesAgain(String job, String table, String why) {}
}
