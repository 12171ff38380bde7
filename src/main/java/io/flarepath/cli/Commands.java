package io.flarepath.cli;

/** Does what a command asks for. */
@FunctionalInterface
public interface Commands {

  /**
   * Runs one command to its end.
   *
   * @return how it ended; a job that failed and was reported to the terminal is a return value
   * @throws io.flarepath.diagnostic.FlarepathException if it stopped for a reason that can be shown
   *     to people and has not been shown yet
   */
  ExitCode run(Invocation invocation, Terminal terminal);
}
