package io.flarepath.cli;

import io.flarepath.history.StatePlanner;
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

  /**
   * Show how far each job has come.
   *
   * @param jobs only these jobs; all when empty
   */
  record StateShow(String workflow, List<String> jobs) implements Command {
    public StateShow {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * Change the state of a job.
   *
   * @param jobs only these jobs; all when empty
   * @param yes no need to ask
   */
  record StateEdit(String workflow, List<String> jobs, Edit edit, boolean yes) implements Command {
    public StateEdit {
      jobs = List.copyOf(jobs);
    }
  }

  /** What is to become of a state. */
  sealed interface Edit {

    /** Some keys get other values. */
    record Set(List<KeyOverride> keys) implements Edit {
      public Set {
        keys = List.copyOf(keys);
      }
    }

    /** The job starts from the beginning. */
    record Clear() implements Edit {}

    /** The state that stood there; the data stays. */
    record Rewind(StatePlanner.Target to) implements Edit {}

    /**
     * The last publish is taken back, data and state together.
     *
     * @param force also what others wrote since
     */
    record Undo(boolean force) implements Edit {}
  }

  /**
   * Say what is the matter with a workflow's tables.
   *
   * @param jobs only these jobs; all when empty
   * @param fix remove what is provably dead
   */
  record Doctor(String workflow, List<String> jobs, boolean fix) implements Command {
    public Doctor {
      jobs = List.copyOf(jobs);
    }
  }

  /** Explain a code, given as the user wrote it. */
  record Explain(String code) implements Command {}

  /** Run one read-only query over the configured catalogs and print its rows. */
  record Query(String sql) implements Command {}

  /** Print the grammar of workflows as a JSON schema. */
  record Schema() implements Command {}

  record Version() implements Command {}

  /**
   * Print help.
   *
   * @param topic the command that it is about; empty for the overview
   */
  record Help(Optional<Verb> topic) implements Command {}
}
