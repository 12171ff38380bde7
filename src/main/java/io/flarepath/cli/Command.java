package io.flarepath.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One command with its own options. Workflows are paths as the user wrote them. */
public sealed interface Command {

  /** What it is called in JSON. */
  String word();

  /** The answer for the case that it is. */
  <R> R match(Cases<R> cases);

  /** Itself if it asks for help, which the parser has answered before anything is done. */
  default Optional<Help> asHelp() {
    return Optional.empty();
  }

  /**
   * An answer for each case.
   *
   * @param <R> what the answer is
   */
  interface Cases<R> {

    R validate(Validate command);

    R plan(Plan command);

    R run(Run command);

    R backfill(Backfill command);

    R stateShow(StateShow command);

    R stateEdit(StateEdit command);

    R doctor(Doctor command);

    R explain(Explain command);

    R query(Query command);

    R schema(Schema command);

    R version(Version command);

    R help(Help command);
  }

  /** Parse and check; needs no data. */
  record Validate(List<String> workflows) implements Command {
    public Validate {
      workflows = List.copyOf(workflows);
    }

    @Override
    public String word() {
      return "validate";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.validate(this);
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

    @Override
    public String word() {
      return "plan";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.plan(this);
    }
  }

  /**
   * Load the next window, or all that are due.
   *
   * @param jobs only these jobs; all when empty
   * @param catchUp go on until no complete window is left
   * @param maxWindows at most so many windows; at least 1
   * @param parallel how many of them are written side by side; at least 1
   * @param keys values that replace those of keys
   * @param allowIncomplete also windows whose end has not come yet
   */
  record Run(
      String workflow,
      List<String> jobs,
      boolean catchUp,
      OptionalInt maxWindows,
      OptionalInt parallel,
      List<KeyOverride> keys,
      boolean allowIncomplete)
      implements Command {
    public Run {
      jobs = List.copyOf(jobs);
      keys = List.copyOf(keys);
    }

    @Override
    public String word() {
      return "run";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.run(this);
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

    @Override
    public String word() {
      return "backfill";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.backfill(this);
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

    @Override
    public String word() {
      return "state show";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stateShow(this);
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

    @Override
    public String word() {
      return "state change";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stateEdit(this);
    }
  }

  /**
   * Say what is the matter with a workflow's tables.
   *
   * @param jobs only these jobs; all when empty
   * @param fix remove what is provably dead
   */
  record Doctor(String workflow, List<String> jobs, boolean fix, boolean count) implements Command {
    public Doctor {
      jobs = List.copyOf(jobs);
    }

    @Override
    public String word() {
      return "doctor";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.doctor(this);
    }
  }

  /** Explain a code, given as the user wrote it; without one, list them all. */
  record Explain(Optional<String> code) implements Command {

    @Override
    public String word() {
      return "explain";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.explain(this);
    }
  }

  /** Run one read-only query over the configured catalogs and print its rows. */
  record Query(String sql) implements Command {

    @Override
    public String word() {
      return "query";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.query(this);
    }
  }

  /** Print the grammar of workflows as a JSON schema. */
  record Schema() implements Command {

    @Override
    public String word() {
      return "schema";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.schema(this);
    }
  }

  record Version() implements Command {

    @Override
    public String word() {
      return "version";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.version(this);
    }
  }

  /**
   * Print help.
   *
   * @param topic the command that it is about; empty for the overview
   */
  record Help(Optional<Verb> topic) implements Command {

    @Override
    public String word() {
      return "help";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.help(this);
    }

    @Override
    public Optional<Help> asHelp() {
      return Optional.of(this);
    }
  }
}
