package io.flarepath.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One command with its own options. Workflows are paths as the user wrote them. */
public sealed interface Command {

  /** Parse and check; needs no data. */
  record Validate(List<String> workflows) implements Command {
    public Validate {
      workflows = List.copyOf(workflows);
    }
  }

  /**
   * Show what {@link Run} with the same options would do.
   *
   * @param jobs only these jobs; all when empty
   * @param catchUp every due window, and not just the next
   * @param maxWindows at most so many windows; at least 1
   * @param keys values that replace those of keys
   * @param allowIncomplete also windows whose end has not come yet
   */
  record Plan(
      String workflow,
      List<String> jobs,
      boolean catchUp,
      OptionalInt maxWindows,
      List<KeyOverride> keys,
      boolean allowIncomplete)
      implements Command {
    public Plan {
      jobs = List.copyOf(jobs);
      keys = List.copyOf(keys);
    }
  }

  /**
   * Load the next window, or all that are due.
   *
   * @param jobs only these jobs; all when empty
   * @param catchUp go on until no complete window is left
   * @param maxWindows at most so many windows; at least 1
   * @param keys values that replace those of keys
   * @param allowIncomplete also windows whose end has not come yet
   */
  record Run(
      String workflow,
      List<String> jobs,
      boolean catchUp,
      OptionalInt maxWindows,
      List<KeyOverride> keys,
      boolean allowIncomplete)
      implements Command {
    public Run {
      jobs = List.copyOf(jobs);
      keys = List.copyOf(keys);
    }
  }

  /**
   * Load the window of given keys and leave the state alone.
   *
   * @param jobs only these jobs; all when empty
   * @param keys at least one
   */
  record Backfill(String workflow, List<String> jobs, List<KeyOverride> keys) implements Command {
    public Backfill {
      jobs = List.copyOf(jobs);
      keys = List.copyOf(keys);
    }
  }

  /** Show how far each job has come. */
  record StateShow(String workflow) implements Command {}

  /** Explain a code, given as the user wrote it. */
  record Explain(String code) implements Command {}

  /** Run one read-only query over the configured catalogs and print its rows. */
  record Query(String sql) implements Command {}

  record Version() implements Command {}

  /**
   * Print help.
   *
   * @param topic the command that it is about; empty for the overview
   */
  record Help(Optional<Verb> topic) implements Command {}
}
