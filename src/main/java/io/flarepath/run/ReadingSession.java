package io.flarepath.run;

/** One job's session as one sees it who only looks. Not thread-safe. */
public interface ReadingSession extends Reads, Transforms, Counting, AutoCloseable {

  /** Gives back the views and what is kept; the session is of no use then. */
  @Override
  void close();
}
