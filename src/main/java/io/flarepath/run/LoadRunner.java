package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.Pace;
import io.flarepath.publish.Mode;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.sql.DeepStack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a job that loads data: its passes, as its pace makes them, and then its actions. */
public final class LoadRunner {

  private final Engine engine;
  private final Tables tables;
  private final Resolver resolver;
  private final PassRunner runner;
  private final Housekeeping housekeeping;
  private final Maintenance maintenance;
  private final UntakenCensus census;
  private final Clock clock;
  private final EarlyEnd earlyEnd;
  private final RunEvents events;
  private final Map<String, AtomicInteger> failedPasses = new ConcurrentHashMap<>();

  public LoadRunner(
      Engine engine,
      Tables tables,
      Resolver resolver,
      Publishing publishing,
      Housekeeping housekeeping,
      Maintenance maintenance,
      RunEvents events,
      Clock clock,
      Interruption interruption) {
    this.engine = engine;
    this.tables = tables;
    this.resolver = resolver;
    this.earlyEnd = new EarlyEnd(engine, interruption);
    this.runner = new PassRunner(publishing, events, earlyEnd);
    this.housekeeping = housekeeping;
    this.maintenance = maintenance;
    this.census = new UntakenCensus(tables);
    this.events = events;
    this.clock = clock;
  }

  /**
   * Runs the job. A failure is in the record; only a bug is thrown.
   *
   * @param earlier what earlier tries of this run did; their passes count
   */
  JobRecord run(String runId, JobPlan.Load job, RunOptions options, Retries.Earlier earlier) {
    StageClock stages = new StageClock(clock, engine.meter());
    stages.add(earlier.stages());
    JobRecord done = done(runId, job, options, earlier, stages);
    return done.spending(stages.stages(), stages.took());
  }

  private JobRecord done(
      String runId,
      JobPlan.Load job,
      RunOptions options,
      Retries.Earlier earlier,
      StageClock stages) {
    // Passes that are side by side take turns to add to it.
    List<PassRecord> passes = Collections.synchronizedList(new ArrayList<>(earlier.passes()));
    List<ActionRecord> actions = new ArrayList<>();
    try (Engine.Session session = stages.on(Part.SESSION, () -> engine.open(job))) {
      stages.doing(Part.BRANCHES, () -> housekeeping.before(job));
      // A pass that failed has used its number: its files may still bear it.
      List<Diagnostic> warnings = new ArrayList<>();
      Passes taken =
          new Passes(
              runner,
              session,
              runId,
              options.mode(),
              failures(earlier, job),
              passes,
              warnings,
              stages);
      String reason = job.pace().match(paced(session, job, options, taken));
      Status status = passes.isEmpty() ? Status.NOTHING_TO_DO : Status.SUCCEEDED;
      if (!passes.isEmpty()) {
        maintenance.run(session, runId, job, actions);
      }
      JobRecord done = record(job, status, reason, passes, actions, warnings);
      boolean counts = options.mode() == Mode.RUN && !earlyEnd.interruption().isRequested();
      return counts ? stages.on(Part.UNTAKEN, () -> census.after(job, done)) : done;
    } catch (Exception e) {
      Optional<FlarepathException> known = earlyEnd.explained(e);
      if (known.isPresent()) {
        List<Diagnostic> said =
            OutOfMemory.of(known.get(), what(job))
                .or(() -> tooDeep(job, known.get()))
                .map(List::of)
                .orElseGet(() -> EarlyEnd.complete(known.get(), job, options, passes));
        return record(job, Status.FAILED, "", passes, actions, said);
      }
      if (OutOfMemory.in(e)) {
        Diagnostic said = OutOfMemory.of(e, what(job)).at(job.name().span());
        return record(job, Status.FAILED, "", passes, actions, List.of(said));
      }
      throw e;
    } catch (OutOfMemoryError e) {
      // What the pass held is free again, and the other jobs may go on.
      Diagnostic said = OutOfMemory.of(e, what(job)).at(job.name().span());
      return record(job, Status.FAILED, "", passes, actions, List.of(said));
    } catch (StackOverflowError e) {
      // Only SQL nests so deeply: keys, conditions, steps. Nothing is written while it is planned.
      List<Diagnostic> tooDeep = List.of(tooDeep(job));
      return record(job, Status.FAILED, "", passes, actions, tooDeep);
    }
  }

  /** The passes that failed so far: tries of the job, and passes that were tried again in them. */
  private AtomicInteger failures(Retries.Earlier earlier, JobPlan.Load job) {
    AtomicInteger failed = failed(job);
    failed.updateAndGet(known -> earlier.failures() == 0 ? 0 : known + 1);
    return failed;
  }

  private AtomicInteger failed(JobPlan.Load job) {
    return failedPasses.computeIfAbsent(job.name().value(), name -> new AtomicInteger());
  }

  /** By what the run may be asked to end. */
  Interruption interruption() {
    return earlyEnd.interruption();
  }

  static Diagnostic tooDeep(JobPlan.Load job) {
    return DeepStack.tooDeep(what(job)).at(job.name().span());
  }

  /** The same at the place that a failure names; empty where it has another cause. */
  static Optional<Diagnostic> tooDeep(JobPlan.Load job, FlarepathException failure) {
    if (failure.code() == Code.OUTCOME_UNKNOWN || !DeepStack.wasTooSmall(failure)) {
      return Optional.empty();
    }
    Diagnostic known = failure.diagnostics().get(0);
    return Optional.of(
        known.code() == Code.SQL_SYNTAX
            ? known
            : DeepStack.tooDeep(what(job))
                .at(known.place().orElse(job.name().span()))
                .because(known.message()));
  }

  private static String what(JobPlan.Load job) {
    return "the job `%s`".formatted(job.name().value());
  }

  /** Does the passes, each as it comes; gives the reason why it stopped. */
  private Pace.Cases<String> paced(
      Engine.Session session, JobPlan.Load job, RunOptions options, Passes passes) {
    return new Pace.Cases<>() {
      @Override
      public String eachRun(Pace.EachRun pace) {
        return decided(false);
      }

      @Override
      public String bySlices(Pace.BySlices pace) {
        return decided(
            job.writes() && options.mode() == Mode.RUN && (options.catchUp() || pace.catchesUp()));
      }

      @Override
      public String byStream(Pace.ByStream pace) {
        StreamPasses stream = new StreamPasses(tables, session, job, pace.stream(), clock);
        return new ChangedSources(tables, session).telling(() -> stream.run(options, passes));
      }

      private String decided(boolean goesOn) {
        PassRetry retry = new PassRetry(tables, session, job, events);
        try (SideBySide beside =
            new SideBySide(resolver, session, () -> engine.open(job), retry, options, clock)) {
          return new DecidedPasses(resolver, session, job, clock, retry, beside)
              .run(options, goesOn, passes);
        }
      }
    };
  }

  /** Whether a new try sees in the state what an earlier one published, and goes on from there. */
  static boolean startsFromState(JobPlan.Load job, RunOptions options) {
    return job.pace().goesOnFromState() && options.mode() == Mode.RUN;
  }

  private JobRecord record(
      JobPlan.Load job,
      Status status,
      String reason,
      List<PassRecord> passes,
      List<ActionRecord> actions,
      List<Diagnostic> diagnostics) {
    return new JobRecord(
        job.name().value(), status, reason, passes, actions, diagnostics, Duration.ZERO);
  }
}
