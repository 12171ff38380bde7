package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.plan.Decision;
import io.flarepath.plan.Due;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.KeyRead;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StateCheck;
import io.flarepath.plan.StateTable;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.Mode;
import io.flarepath.sql.SqlParser;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.table.Column;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the next pass of a job: resolves its keys, reads its progress, chooses its writes. The
 * command {@code plan} shows what this decides, and a run does it.
 */
public final class Resolver {

  private final Catalog tables;
  private final SqlParser parser;
  private final Due due;

  public Resolver(Catalog tables, SqlParser parser, Due due) {
    this.tables = tables;
    this.parser = parser;
    this.due = due;
  }

  /**
   * What a job has to do next. Reads, and writes nothing.
   *
   * @throws FlarepathException if it cannot be done, with every reason that is known
   */
  public Decision next(ReadingSession session, JobPlan.Load job, RunOptions options) {
    if (job.outputs().isEmpty() && job.sinks().isEmpty()) {
      return new Decision.Due(
          reading(session, job, options), "the job has no outputs, so each run is due");
    }
    Map<OutputPlan, Optional<TableFacts>> outputs = load(job);
    List<SinkPlan> sinks = sinks(session, job);
    if (outputs.isEmpty() && (sinks.isEmpty() || keepsState(job))) {
      return new Decision.NothingToDo(
          job.sinks().isEmpty()
              ? "the tables exist, and saveMode is ignore"
              : "what would be written is there, and saveMode is ignore");
    }
    session.freeze(InputCheck.freeze(tables, job));
    Group group = group(session, job, outputs, options);
    if (options.mode() == Mode.RUN && !options.allowIncomplete()) {
      Optional<String> wait = due.reasonToWait(group.progress());
      if (wait.isPresent()) {
        return new Decision.NothingToDo(wait.get());
      }
    }
    List<SinkPlan> taking = group.isFurthest() ? sinks : List.of();
    String reason =
        taking.size() == sinks.size()
            ? reason(group, options)
            : reason(group, options) + "; the sinks had it when another table did";
    return new Decision.Due(pass(session, job, outputs, taking, group), reason);
  }

  /** The pass of a job that writes nothing, and so has no state. */
  private PassPlan reading(ReadingSession session, JobPlan.Load job, RunOptions options) {
    session.freeze(InputCheck.freeze(tables, job));
    WindowReading reading = new WindowReader(session, parser, options).read(job, State.EMPTY);
    makeViews(session, job, reading);
    return new PassPlan(job, reading.reads(), List.of(), List.of(), State.EMPTY, State.EMPTY);
  }

  /** The time that complete windows have to end by. */
  Instant now() {
    return due.now();
  }

  /**
   * The windows that would follow a pass, as far as clock and data let them, without doing any.
   *
   * @param limit at most so many
   */
  Following following(ReadingSession session, PassPlan pass, RunOptions options, int limit) {
    WindowReader reader = new WindowReader(session, parser, options);
    List<String> windows = new ArrayList<>();
    if (pass.writes().isEmpty()) {
      return new Following(windows, Optional.empty());
    }
    Set<Map<KeyName, String>> seen = new HashSet<>(Set.of(pass.keys()));
    State state = pass.after();
    while (windows.size() < limit) {
      WindowReading reading = reader.read(pass.job(), state);
      if (!seen.add(PassPlan.keys(reading.reads()))) {
        break;
      }
      Optional<String> wait = due.reasonToWait(reading.progress());
      if (wait.isPresent() || reading.progress().isEmpty()) {
        return new Following(windows, wait);
      }
      reading.progress().forEach(each -> windows.add(each.window().toString()));
      state = state.with(Rollovers.next(session, reading));
    }
    return new Following(windows, Optional.empty());
  }

  /**
   * Windows that follow a pass.
   *
   * @param windows as people read them, in order
   * @param reason why there are no more; empty when there may be
   */
  record Following(List<String> windows, Optional<String> reason) {
    Following {
      windows = List.copyOf(windows);
    }
  }

  /**
   * Outputs that stand at the same state, and so share a pass.
   *
   * @param isFurthest whether no other output is ahead. Sinks are written before the first publish,
   *     so what one output is past, the sinks have had
   */
  private record Group(
      State before,
      List<OutputPlan> outputs,
      WindowReading reading,
      Optional<State> after,
      boolean isFurthest) {

    Group furthest(boolean isFurthest) {
      return new Group(before, outputs, reading, after, isFurthest);
    }

    List<Due.Progress> progress() {
      return reading.progress();
    }
  }

  private Map<OutputPlan, Optional<TableFacts>> load(JobPlan.Load job) {
    Problems problems = new Problems();
    Map<OutputPlan, Optional<TableFacts>> outputs = new LinkedHashMap<>();
    for (OutputPlan output : job.outputs()) {
      Optional<TableFacts> table = tables.load(output.table());
      if (isIncremental(job)) {
        // Only a job with a state relies on what the properties say.
        table.flatMap(facts -> StateCheck.check(job, output, facts)).ifPresent(problems::add);
      }
      outputs.put(output, table);
    }
    problems.throwIfErrors();
    outputs.entrySet().removeIf(each -> isIgnored(each.getKey(), each.getValue(), problems));
    problems.throwIfErrors();
    return outputs;
  }

  /** The sinks of a pass: all but those that are there and may not be touched. */
  private static List<SinkPlan> sinks(ReadingSession session, JobPlan.Load job) {
    Problems problems = new Problems();
    List<SinkPlan> sinks = new ArrayList<>();
    for (SinkPlan sink : job.sinks()) {
      SaveMode mode = sink.saveMode();
      boolean mustBeNew = mode == SaveMode.IGNORE || mode == SaveMode.ERRORIFEXISTS;
      if (!mustBeNew || !session.isThere(sink)) {
        sinks.add(sink);
      } else if (mode == SaveMode.ERRORIFEXISTS) {
        problems.add(exists(sink.output(), sink.target().toString()));
      }
    }
    problems.throwIfErrors();
    return sinks;
  }

  private static Diagnostic exists(Output output, String what) {
    return Diagnostic.error(Code.TABLE_EXISTS, what + " exists")
        .at(output.dataset().span())
        .because("saveMode is errorIfExists")
        .help("write to another table, drop this one, or let saveMode be append or ignore");
  }

  /** Whether an output has nothing to do, because its table is there. */
  private static boolean isIgnored(
      OutputPlan output, Optional<TableFacts> table, Problems problems) {
    boolean isThere = table.filter(facts -> facts.snapshotId().isPresent()).isPresent();
    if (isThere && output.saveMode() == SaveMode.ERRORIFEXISTS) {
      problems.add(exists(output.output(), "the table " + output.table()));
    }
    return isThere && output.saveMode() == SaveMode.IGNORE;
  }

  /**
   * The outputs of the next pass. After a run that died between two publishes they stand at
   * different states: the one that is behind goes first, alone, until it has caught up.
   */
  private Group group(
      ReadingSession session,
      JobPlan.Load job,
      Map<OutputPlan, Optional<TableFacts>> outputs,
      RunOptions options) {
    Map<State, List<OutputPlan>> byState = new LinkedHashMap<>();
    boolean stateful = job.inputs().stream().anyMatch(input -> input.read().isPresent());
    outputs.forEach(
        (output, table) -> {
          State state =
              stateful && options.mode() == Mode.RUN
                  ? table.map(facts -> facts.mark(name(job)).state()).orElse(State.EMPTY)
                  : State.EMPTY;
          byState.computeIfAbsent(state, s -> new ArrayList<>()).add(output);
        });
    if (outputs.isEmpty()) {
      byState.put(State.EMPTY, List.of());
    }
    WindowReader reader = new WindowReader(session, parser, options);
    List<Group> groups = new ArrayList<>();
    byState.forEach(
        (state, members) -> {
          WindowReading reading = reader.read(job, state);
          Optional<State> after =
              options.mode() == Mode.RUN
                  ? Optional.of(state.with(Rollovers.next(session, reading)))
                  : Optional.empty();
          groups.add(new Group(state, members, reading, after, true));
        });
    Comparator<Group> byStart = Comparator.comparingLong(group -> group.reading().start());
    Group next = Collections.min(groups, byStart);
    return next.furthest(byStart.compare(next, Collections.max(groups, byStart)) == 0);
  }

  private static PassPlan pass(
      ReadingSession session,
      JobPlan.Load job,
      Map<OutputPlan, Optional<TableFacts>> outputs,
      List<SinkPlan> sinks,
      Group group) {
    makeViews(session, job, group.reading());
    List<OutputWrite> writes = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    List<Read> reads = group.reading().reads();
    if (group.outputs().stream().anyMatch(OutputPlan::holdsStateOnly)) {
      session.transform(StateTable.row(job, sinks, reads));
    }
    List<SinkWrite> deliveries = new ArrayList<>();
    for (SinkPlan sink : sinks) {
      try {
        deliveries.add(SinkWrite.of(sink, session.columns(sink.output())));
      } catch (FlarepathException e) {
        problems.addAll(e.diagnostics());
      }
    }
    for (OutputPlan output : group.outputs()) {
      try {
        List<Column> columns = session.columns(output.output());
        Optional<TableFacts> table = outputs.getOrDefault(output, Optional.empty());
        writes.add(WriteChoice.choose(output, table, columns, reads));
      } catch (FlarepathException e) {
        problems.addAll(e.diagnostics());
      }
    }
    if (!problems.isEmpty()) {
      throw new FlarepathException(problems);
    }
    return new PassPlan(
        job, reads, writes, deliveries, group.before(), group.after().orElse(group.before()));
  }

  private static void makeViews(ReadingSession session, JobPlan.Load job, WindowReading reading) {
    for (InputPlan input : job.inputs()) {
      input.read().ifPresent(read -> session.select(input, reading.sql(input)));
    }
    job.job().steps().forEach(session::transform);
  }

  private static String reason(Group group, RunOptions options) {
    if (group.reading().reads().isEmpty()) {
      return "the job has no incremental input, so each run is due";
    }
    if (options.mode() == Mode.BACKFILL) {
      return "backfill over the given keys";
    }
    if (group.progress().isEmpty()) {
      return "the window's column is not known, so each run is due";
    }
    return group.before().isEmpty()
        ? "first window: the table holds no state of this job"
        : "the window is complete and the input has rows past its start";
  }

  private static String name(JobPlan.Load job) {
    return job.name().value();
  }

  /** Whether a job has tables that hold its state. */
  private static boolean keepsState(JobPlan.Load job) {
    return isIncremental(job) && !job.outputs().isEmpty();
  }

  /** Whether a job reads a part at a time, and so may have further passes. */
  static boolean isIncremental(JobPlan.Load job) {
    return job.inputs().stream().map(InputPlan::read).anyMatch(Optional::isPresent);
  }

  /** Whether the workflow itself asks to go on until no complete window is left. */
  static boolean catchesUp(JobPlan.Load job) {
    return job.inputs().stream()
        .flatMap(input -> input.read().stream())
        .map(KeyRead::spec)
        .anyMatch(spec -> spec.catchUp());
  }
}
