package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Decision;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Mode;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PassId;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.DeliveryRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.state.KeyName;
import io.flarepath.table.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a job that loads data: one pass, or pass after pass until no complete window is left. */
public final class LoadRunner {

  private final Engine engine;
  private final Resolver resolver;
  private final Publishing publishing;
  private final Housekeeping housekeeping;
  private final StreamRunner streams;
  private final Maintenance maintenance;
  private final RunEvents events;
  private final Clock clock;

  public LoadRunner(
      Engine engine,
      Tables tables,
      Resolver resolver,
      Publishing publishing,
      Housekeeping housekeeping,
      Maintenance maintenance,
      RunEvents events,
      Clock clock) {
    this.engine = engine;
    this.resolver = resolver;
    this.publishing = publishing;
    this.housekeeping = housekeeping;
    this.streams = new StreamRunner(tables, publishing, events, clock);
    this.maintenance = maintenance;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Runs the job. A failure that can be told to people is in the record.
   *
   * @param before what earlier tries of this run did; their passes count
   */
  JobRecord run(String runId, JobPlan.Load job, RunOptions options, Retries.Before before) {
    Instant started = clock.instant();
    List<PassRecord> passes = new ArrayList<>(before.passes());
    List<ActionRecord> actions = new ArrayList<>();
    try (Engine.Session session = engine.open(job)) {
      housekeeping.before(job);
      String reason =
          job.stream().isPresent()
              ? streams.run(
                  session, runId, job, options, before.failures() + passes.size() + 1, passes)
              : passes(session, runId, job, options, before.failures(), passes);
      Status status = passes.isEmpty() ? Status.NOTHING_TO_DO : Status.SUCCEEDED;
      if (!passes.isEmpty()) {
        maintenance.run(session, runId, job, actions);
      }
      return record(job, status, reason, passes, actions, List.of(), started);
    } catch (FlarepathException e) {
      return record(job, Status.FAILED, "", passes, actions, e.diagnostics(), started);
    }
  }

  /** Whether a new try sees in the state what an earlier one published, and goes on from there. */
  static boolean startsFromState(JobPlan.Load job, RunOptions options) {
    boolean rollsOver =
        job.inputs().stream()
            .flatMap(input -> input.read().stream())
            .anyMatch(read -> !read.spec().rollover().isEmpty());
    return job.stream().isPresent() || (options.mode() == Mode.RUN && rollsOver);
  }

  /** Does the passes; gives the reason why it stopped. */
  private String passes(
      Engine.Session session,
      String runId,
      JobPlan.Load job,
      RunOptions options,
      int failures,
      List<PassRecord> passes) {
    boolean goOn =
        Resolver.isIncremental(job)
            && !(job.outputs().isEmpty() && job.sinks().isEmpty())
            && options.mode() == Mode.RUN
            && (options.catchUp() || Resolver.catchesUp(job));
    Set<Slice> done = new HashSet<>();
    while (!Thread.currentThread().isInterrupted()) {
      Decision decision = resolver.next(session, job, options);
      if (decision instanceof Decision.NothingToDo nothing) {
        return nothing.reason();
      }
      Decision.Due due = (Decision.Due) decision;
      if (!done.add(Slice.of(due.pass()))) {
        throw new FlarepathException(standsStill(due.pass()));
      }
      // A pass that failed has used its number: its files may still bear it.
      int number = failures + passes.size() + 1;
      pass(session, new PassId(runId, number, options.mode()), due, passes);
      if (!goOn) {
        return "";
      }
      if (options.maxWindows().isPresent() && passes.size() >= options.maxWindows().getAsInt()) {
        return "stopped after %d windows, as asked".formatted(passes.size());
      }
    }
    throw new FlarepathException(Diagnostic.error(Code.INTERRUPTED, "the run was interrupted"));
  }

  /**
   * Does one pass: delivers to its sinks as the last thing before it publishes. What it delivers
   * and publishes is recorded, also when a later output fails.
   */
  private void pass(Engine.Session session, PassId id, Decision.Due due, List<PassRecord> passes) {
    Instant started = clock.instant();
    PassPlan pass = due.pass();
    events.passStarted(pass.job().name().value(), id.number(), pass);
    List<OutputRecord> outputs = new ArrayList<>();
    FirstLook.Seen seen = FirstLook.at(session, pass, events);
    Delivery delivery = new Delivery(session, pass, id.number(), events);
    boolean isDone = false;
    try {
      for (OutputWrite write : pass.writes()) {
        outputs.add(publishing.publish(session, id, pass, write, delivery::once));
      }
      delivery.once();
      isDone = true;
    } catch (FlarepathException e) {
      throw delivery.told(e, !outputs.isEmpty() && !pass.before().equals(pass.after()));
    } finally {
      if (isDone || !outputs.isEmpty() || !delivery.delivered().isEmpty()) {
        PassRecord record = record(id, due, seen, outputs, delivery.delivered(), started);
        passes.add(record);
        events.passEnded(pass.job().name().value(), record);
      }
    }
  }

  private PassRecord record(
      PassId id,
      Decision.Due due,
      FirstLook.Seen seen,
      List<OutputRecord> outputs,
      List<DeliveryRecord> deliveries,
      Instant started) {
    return new PassRecord(
        id.number(),
        due.reason(),
        due.pass().keys(),
        due.pass().reads().stream()
            .flatMap(read -> read.window().stream())
            .map(Object::toString)
            .toList(),
        seen.tests(),
        seen.profile(),
        outputs,
        deliveries,
        Duration.between(started, clock.instant()));
  }

  /** What one pass of a catch-up is about; the same twice, and it would go on for ever. */
  private record Slice(Map<KeyName, String> keys, List<TableName> tables) {
    static Slice of(PassPlan pass) {
      return new Slice(
          pass.keys(), pass.writes().stream().map(write -> write.output().table()).toList());
    }
  }

  private static Diagnostic standsStill(PassPlan pass) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.WINDOW_STANDS_STILL, "the window does not move, so catch-up would not end")
            .because(
                pass.after().isEmpty()
                    ? "`incremental` has no `state`, so each pass reads the same window"
                    : "the state that a pass sets leads to a window that was done: " + pass.keys())
            .help("let `state` set the window's start to its end, or run without catch-up");
    return pass.reads().stream()
        .flatMap(read -> read.input().read().stream())
        .findFirst()
        .map(read -> diagnostic.at(read.spec().span()))
        .orElse(diagnostic);
  }

  private JobRecord record(
      JobPlan.Load job,
      Status status,
      String reason,
      List<PassRecord> passes,
      List<ActionRecord> actions,
      List<Diagnostic> diagnostics,
      Instant started) {
    return new JobRecord(
        job.name().value(),
        status,
        reason,
        passes,
        actions,
        diagnostics,
        Duration.between(started, clock.instant()));
  }
}
