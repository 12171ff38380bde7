package io.flarepath.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The options that every command takes.
 *
 * @param confFiles the settings files of {@code --conf}, in order; later ones win
 * @param json results as JSON
 * @param color when to use colour
 * @param quiet only results and errors
 * @param verbose more about each step
 * @param debug stack traces too
 * @param showsRows show whole rows where a check of rows fails
 * @param executionTime the time that counts as now, if it is not the system's
 */
public record Globals(
    List<String> confFiles,
    boolean json,
    ColorMode color,
    boolean quiet,
    boolean verbose,
    boolean debug,
    boolean showsRows,
    Optional<Instant> executionTime) {

  public Globals {
    confFiles = List.copyOf(confFiles);
  }

  /** The one clock of this run: the system's, or one that is fixed at {@code --execution-time}. */
  public Clock clock() {
    return executionTime
        .map(instant -> Clock.fixed(instant, ZoneOffset.UTC))
        .orElseGet(Clock::systemUTC);
  }
}
