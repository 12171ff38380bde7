package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.Decision;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.StateCheck;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.Mode;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides the next pass of a job: asks its strategies, reads its progress, chooses its writes. The
 * command {@code plan} shows what this decides, and a run does it.
 */
public final class Resolver {

  private final Catalog tables;
  private final Slicing slicing;

  public Resolver(Catalog tables, Slicing slicing) {
    this.tables = tables;
    this.slicing = slicing;
  }

  /** Asks the strategies, at the time by which this decides. */
  public Slicing slicing() {
    return slicing;
  }

  /**
   * What a job has to do next. Reads, and writes nothing.
   *
   * @throws FlarepathException if it cannot be done, with every reason that is known
   */
  public Decision next(ReadingSession session, JobPlan.Load job, RunOptions options) {
    return next(session, job, options, StageClock.stopped());
  }

  /**
   * What a job has to do next.
   *
   * @param clock measures the stages that decide it
   */
  Decision next(ReadingSession session, JobPlan.Load job, RunOptions options, StageClock clock) {
    if (!job.writes()) {
      return new Decision.Due(
          reading(session, job, options, clock), "the job has no outputs, so each run is due");
    }
    Map<OutputPlan, Optional<TableFacts>> outputs = clock.on(Part.LOAD, () -> load(job));
    List<SinkPlan> sinks = clock.on(Part.LOAD, () -> sinks(session, job));
    boolean keepsState = job.pace().hasState() && !job.outputs().isEmpty();
    if (outputs.isEmpty() && (sinks.isEmpty() || keepsState)) {
      return new Decision.NothingToDo(
          job.sinks().isEmpty()
              ? "the tables exist, and saveMode is ignore"
              : "the targets exist, and saveMode is ignore");
    }
    List<Engine.FrozenInput> frozen = freeze(session, job, clock);
    SourceFacts facts = clock.measured(session);
    OutputGroup found =
        clock.on(Part.READ, () -> OutputGroup.next(slicing, facts, job, outputs, options));
    if (options.mode() == Mode.RUN && !options.allowIncomplete()) {
      Optional<String> wait = found.sliced().readiness().reasonToWait();
      if (wait.isPresent()) {
        return new Decision.NothingToDo(wait.get(), found.sliced().warnings());
      }
    }
    if (catchesUp(job, options)) {
      OrderCheck.beforeCatchUp(job, found);
    }
    EmptyWindows empty = new EmptyWindows(slicing, session, job, options, clock);
    OutputGroup group = clock.on(Part.READ, () -> empty.skip(found, outputs));
    if (options.mode() == Mode.RUN && options.given().isEmpty()) {
      clock.doing(Part.READ, () -> new WindowSeam(job, outputs, facts).check(group));
    }
    List<SinkPlan> taking = group.isFurthest() ? sinks : List.of();
    String reason =
        taking.size() == sinks.size()
            ? reason(group, options)
            : reason(group, options)
                + "; the sinks already received this window together with another table";
    PassAssembly assembly = new PassAssembly(session, job, frozen, clock);
    return new Decision.Due(
        clock.on(Part.TRANSFORM, () -> assembly.pass(group, outputs, taking, options)), reason);
  }

  /**
   * What a catch-up has to do after a pass that is not published yet, as if it were.
   *
   * @param before a pass that is {@linkplain Independence#of independent}
   * @param clock measures the stages that decide it
   * @throws FlarepathException if it cannot be done, or it is not known before the publish
   */
  Decision after(PassPlan before, ReadingSession session, RunOptions options, StageClock clock) {
    JobPlan.Load job = before.job();
    Map<OutputPlan, Optional<TableFacts>> outputs = new LinkedHashMap<>();
    before.writes().forEach(write -> outputs.put(write.output(), write.table()));
    List<Engine.FrozenInput> frozen = freeze(session, job, clock);
    // An input may be a view of what the job writes.
    if (outputs.keySet().stream()
        .anyMatch(
            each -> frozen.stream().anyMatch(input -> input.tables().containsKey(each.table())))) {
      return new Decision.NothingToDo("it reads what the window before it writes", List.of());
    }
    SourceFacts facts = clock.measured(session);
    State state = before.foreseen().orElseThrow();
    OutputGroup group =
        clock.on(
            Part.READ,
            () ->
                new OutputGroup(
                    state,
                    List.copyOf(outputs.keySet()),
                    slicing.of(facts, job, state, true, options),
                    true));
    Optional<String> wait = group.sliced().readiness().reasonToWait();
    if (wait.isPresent() && !options.allowIncomplete()) {
      return new Decision.NothingToDo(wait.get(), group.sliced().warnings());
    }
    OrderCheck.beforeCatchUp(job, group);
    clock.doing(Part.READ, () -> new WindowSeam(job, outputs, facts).checkAfter(before, group));
    PassAssembly assembly = new PassAssembly(session, job, frozen, clock);
    return new Decision.Due(
        clock.on(Part.TRANSFORM, () -> assembly.pass(group, outputs, List.of(), options)),
        reason(group, options));
  }

  private static boolean catchesUp(JobPlan.Load job, RunOptions options) {
    return options.mode() == Mode.RUN && (options.catchUp() || job.pace().catchesUp());
  }

  /** The pass of a job that writes nothing, and so has no state. */
  private PassPlan reading(
      ReadingSession session, JobPlan.Load job, RunOptions options, StageClock clock) {
    List<Engine.FrozenInput> frozen = freeze(session, job, clock);
    SourceFacts facts = clock.measured(session);
    List<Slice> slices =
        clock.on(Part.READ, () -> slicing.of(facts, job, State.EMPTY, false, options).slices());
    new PassAssembly(session, job, frozen, clock).makeViews(slices);
    return new PassPlan(job, slices, List.of(), List.of(), State.EMPTY, false);
  }

  private List<Engine.FrozenInput> freeze(
      ReadingSession session, JobPlan.Load job, StageClock clock) {
    List<Engine.FrozenInput> frozen =
        clock.on(Part.LOAD, () -> new InputCheck(tables, session).freeze(job));
    clock.doing(Part.FREEZE, () -> session.freeze(frozen));
    return frozen;
  }

  private Map<OutputPlan, Optional<TableFacts>> load(JobPlan.Load job) {
    Problems problems = new Problems();
    Map<OutputPlan, Optional<TableFacts>> outputs = new LinkedHashMap<>();
    for (OutputPlan output : job.outputs()) {
      Optional<TableFacts> table = tables.load(output.table());
      if (table.isEmpty() && tables.isView(output.table())) {
        problems.add(isView(output));
      }
      if (job.pace().hasState()) {
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

  private static Diagnostic isView(OutputPlan output) {
    return Diagnostic.error(
            Code.TABLE_EXISTS, output.table() + " is a view; outputs must be tables")
        .at(output.output().dataset().span())
        .because("nothing can be written to a view")
        .help("write to the table that the view reads, or to one with another name");
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
        .help("write to another table, drop this one, or set saveMode to append or ignore");
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

  private static String reason(OutputGroup group, RunOptions options) {
    List<Slice> slices = group.sliced().slices();
    if (slices.isEmpty()) {
      return "the job has no incremental input, so each run is due";
    }
    if (options.mode() == Mode.BACKFILL) {
      return "backfill of the given keys";
    }
    return slices.stream()
        .filter(slice -> slice.window().isPresent())
        .findFirst()
        .orElse(slices.get(0))
        .why();
  }

  /** The inputs of a job that a pass reads whole or a part at a time. */
  static List<InputPlan> incremental(JobPlan.Load job) {
    return job.inputs().stream().filter(input -> input.read().isPresent()).toList();
  }
}
