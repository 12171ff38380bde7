package io.flarepath.publish;

/**
 * The files that a staged snapshot added, for the engine to read through their table: with the
 * columns that the table has once they are published. Not thread-safe.
 */
public interface StagedFiles extends AutoCloseable {

  /** The name under which the engine finds them; they are looked up when it is first asked for. */
  String name();

  /** Whether there are none. */
  boolean isEmpty();

  /** Forgets the name; the files themselves stay. */
  @Override
  void close();
}
