package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.history.DeadBranches;
import io.flarepath.history.Doctor;
import io.flarepath.history.JobTable;
import io.flarepath.history.StateChange;
import io.flarepath.history.StateKeeper;
import io.flarepath.history.StatePlanner;
import io.flarepath.iceberg.Catalogs;
import io.flarepath.iceberg.IcebergTables;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Mode;
import io.flarepath.publish.Tables;
import io.flarepath.report.CountedText;
import io.flarepath.report.StateJson;
import io.flarepath.report.StateText;
import io.flarepath.run.RunOptions;
import io.flarepath.run.StateTrial;
import io.flarepath.run.WindowCounting;
import io.flarepath.settings.Settings;
import io.flarepath.state.KeyName;
import io.flarepath.table.TableName;
import io.flarepath.untaken.CountAdvice;
import io.flarepath.untaken.CountedWindows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * {@code state}, {@code undo} and {@code doctor}: they look at tables, and need no engine, except
 * to count rows and to try whether a job can go on from a state.
 */
final class StateCommands {

  private final Settings settings;
  private final Whereabouts whereabouts;
  private final Globals globals;
  private final Voice voice;
  private final Interrupts interrupts;
  private final Tables tables;
  private final StatePlanner planner;

  StateCommands(Settings settings, Globals globals, Voice voice, Interrupts interrupts) {
    this.interrupts = interrupts;
    this.settings = EmbeddedStorage.looking(settings);
    this.whereabouts = new Whereabouts(settings);
    this.globals = globals;
    this.voice = voice;
    this.tables = new IcebergTables(new Catalogs(this.settings));
    this.planner = new StatePlanner(tables);
  }

  ExitCode show(RunPlan plan, Command.StateShow show) {
    List<JobTable> jobTables = jobTables(plan, show.jobs(), List.of());
    if (voice.json()) {
      voice.document(StateJson.show(plan.workflow().name().value(), jobTables));
    } else {
      jobTables.forEach(jobTable -> StateText.of(jobTable).forEach(voice::print));
      if (jobTables.isEmpty()) {
        voice.say("no output table of this workflow exists yet, so there is no state");
        whereabouts.newCatalogs().forEach(voice::say);
      }
    }
    return ExitCode.DONE;
  }

  /** Shows what would change, asks, and changes it. Several tables are changed one by one. */
  ExitCode edit(RunPlan plan, Command.StateEdit edit, String runId) {
    List<KeyOverride> keys =
        edit.edit()
            .match(Edit.Set::keys, clear -> List.of(), rewind -> List.of(), undo -> List.of());
    List<StateChange> changes = new ArrayList<>();
    for (JobTable jobTable : jobTables(plan, edit.jobs(), keys)) {
      if (jobTable.job().pace().hasState()) {
        changes.add(change(jobTable, edit.edit()));
      }
    }
    if (changes.isEmpty()) {
      throw new FlarepathException(
          Diagnostic.error(Code.NO_SUCH_STATE, "there is no state to change")
              .because("no incremental or streaming job of this workflow has an output table yet"));
    }
    if (!voice.json()) {
      changes.forEach(change -> StateText.of(change).forEach(voice::print));
    }
    tryStates(plan, changes, edit.edit());
    if (!edit.yes() && !voice.confirms("Apply this change?")) {
      throw new FlarepathException(
          Diagnostic.error(Code.NOT_CONFIRMED, "nothing was changed: the change was not confirmed")
              .help("without a terminal, add --yes"));
    }
    StateKeeper keeper =
        new StateKeeper(
            tables,
            settings.run(),
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new SplittableRandom()),
            Clock.systemUTC());
    interrupts.inOrder(
        () -> voice.say("interrupted: finishing the change first, which takes a moment"),
        () -> apply(keeper, changes, runId));
    if (voice.json()) {
      voice.document(StateJson.changed(plan.workflow().name().value(), changes));
    }
    boolean moved = changes.stream().anyMatch(StateChange::movesState);
    voice.say(
        moved
            ? "done; the next run starts from the new state"
            : "done; the state is the same as before");
    return ExitCode.DONE;
  }

  /**
   * Tries whether the jobs can go on from states that somebody chose.
   *
   * @throws FlarepathException if not, with the reason for each; or if the trial was interrupted
   */
  private void tryStates(RunPlan plan, List<StateChange> changes, Edit edit) {
    boolean isChosen = edit.match(set -> true, clear -> false, rewind -> true, undo -> false);
    List<StateTrial.Start> starts =
        changes.stream()
            .filter(StateChange::movesState)
            .filter(change -> !change.after().state().isEmpty())
            .map(change -> new StateTrial.Start(change.jobTable().job(), change.after().state()))
            .distinct()
            .toList();
    if (!isChosen || starts.isEmpty()) {
      return;
    }
    Problems problems = new Problems();
    problems.addAll(tried(plan, starts));
    interrupts.throwIfSignalled();
    problems.throwIfErrors();
    voice.tell(problems.all());
  }

  /** What is found of each; a note, if there is no engine to look with. */
  private List<Diagnostic> tried(RunPlan plan, List<StateTrial.Start> starts) {
    EngineRoom room;
    try {
      room = EngineRoom.look(settings, globals.clock(), plan, voice.vault());
    } catch (Exception | LinkageError e) { // Spark throws checked exceptions, too.
      return starts.stream().map(start -> StateTrial.unknown(start, e)).toList();
    }
    try (room) {
      return starts.stream()
          .flatMap(start -> room.looking(() -> room.trial().of(start)).stream())
          .toList();
    }
  }

  private static ExitCode apply(StateKeeper keeper, List<StateChange> changes, String runId) {
    changes.forEach(change -> keeper.apply(change, runId));
    return ExitCode.DONE;
  }

  ExitCode doctor(RunPlan plan, Command.Doctor command) {
    Doctor doctor =
        new Doctor(
            tables,
            settings.run().branchTtl(),
            globals.clock(),
            new RecordedRejections(settings.run().recordDir()));
    List<Diagnostic> findings = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    Set<String> jobs =
        plan.loads().stream().map(load -> load.name().value()).collect(Collectors.toSet());
    Set<TableName> seen = new HashSet<>();
    for (JobTable jobTable : jobTables(plan, command.jobs(), List.of())) {
      if (command.fix()) {
        removed.addAll(
            interrupts.inOrder(
                () ->
                    voice.say(
                        "interrupted: removing this table's branches first, which takes a moment"),
                () -> new DeadBranches(doctor, tables).remove(jobTable)));
      }
      findings.addAll(doctor.examine(jobTable));
      if (seen.add(jobTable.table().name())) {
        findings.addAll(doctor.leftTags(jobTable, jobs));
      }
    }
    List<CountedWindows> counted = command.count() ? counted(plan, command.jobs()) : List.of();
    counted.forEach(windows -> findings.addAll(CountAdvice.of(windows, globals.verbose())));
    if (voice.json()) {
      voice.document(StateJson.doctor(plan.workflow().name().value(), findings, removed, counted));
    }
    voice.tell(findings);
    removed.forEach(branch -> voice.say("removed the branch " + branch));
    counted.stream().map(CountedText::of).flatMap(Optional::stream).forEach(voice::say);
    long matters = findings.stream().filter(Doctor::needsSomebody).count();
    voice.say(
        matters == 0
            ? "no problems found"
            : "%d of these findings need%s attention".formatted(matters, matters == 1 ? "s" : ""));
    return matters > 0 ? ExitCode.JOB_FAILED : ExitCode.DONE;
  }

  private List<CountedWindows> counted(RunPlan plan, List<String> jobs) {
    try (EngineRoom room = EngineRoom.look(settings, globals.clock(), plan, voice.vault())) {
      return room.looking(() -> room.counting(WindowCounting.MOST).of(plan, Set.copyOf(jobs)));
    }
  }

  private StateChange change(JobTable jobTable, Edit edit) {
    return edit.match(
        set -> planner.set(jobTable, given(set.keys())),
        clear -> planner.clear(jobTable),
        rewind -> planner.rewind(jobTable, rewind.to()),
        undo -> planner.undo(jobTable, undo.force()));
  }

  private List<JobTable> jobTables(RunPlan plan, List<String> jobs, List<KeyOverride> keys) {
    RunCommand.check(
        plan,
        new RunOptions(Mode.RUN, Set.copyOf(jobs), false, OptionalInt.empty(), given(keys), false));
    return planner.jobTables(plan, Set.copyOf(jobs));
  }

  private static Map<KeyName, String> given(List<KeyOverride> keys) {
    Map<KeyName, String> values = new LinkedHashMap<>();
    keys.forEach(key -> values.put(new KeyName(key.context(), key.key()), key.value()));
    return values;
  }
}
