package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Pause;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.sql.DeepStack;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the jobs of a workflow: each after those that it depends on, independent ones side by side.
 * A failed job skips its dependents; the others go on, also when a bug breaks one of them.
 */
public final class WorkflowRunner {

  private final LoadRunner loads;
  private final Tables tables;
  private final RunEvents events;
  private final Retries retries;
  private final Clock clock;
  private final int parallelJobs;

  public WorkflowRunner(
      LoadRunner loads,
      Tables tables,
      RunEvents events,
      Clock clock,
      Pause pause,
      int parallelJobs) {
    this.loads = loads;
    this.tables = tables;
    this.events = events;
    this.retries = new Retries(events, pause, clock);
    this.clock = clock;
    this.parallelJobs = parallelJobs;
  }

  /** Runs a plan to its end. What fails is in the record; only a bug is thrown. */
  public RunRecord run(String runId, RunPlan plan, RunOptions options) {
    Instant started = clock.instant();
    events.runStarted(runId, plan);
    ExecutorService threads = Executors.newFixedThreadPool(parallelJobs, DeepStack::toPlan);
    try (MemoryGuard guard = MemoryGuard.install()) {
      Map<String, CompletableFuture<JobRecord>> jobs = new LinkedHashMap<>();
      for (JobPlan job : plan.jobs()) {
        String name = job.name().value();
        if (options.jobs().isEmpty() || options.jobs().contains(name)) {
          jobs.put(name, start(new Start(runId, plan, job, options, guard), jobs, threads));
        }
      }
      ended(jobs.values(), guard);
      List<JobRecord> records =
          plan.jobs().stream()
              .filter(job -> jobs.containsKey(job.name().value()))
              .map(job -> record(job, jobs, guard))
              .toList();
      return new RunRecord(
          runId, plan.workflow().name().value(), options.mode(), started, clock.instant(), records);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Waits until each job has ended, also beside one that breaks down; not for ever, when the engine
   * has no memory left.
   */
  private static void ended(Collection<CompletableFuture<JobRecord>> jobs, MemoryGuard guard) {
    CompletableFuture.anyOf(
            CompletableFuture.allOf(jobs.toArray(CompletableFuture[]::new))
                .exceptionally(bug -> null),
            guard.overdue())
        .join();
  }

  private static JobRecord record(
      JobPlan job, Map<String, CompletableFuture<JobRecord>> jobs, MemoryGuard guard) {
    CompletableFuture<JobRecord> done =
        Objects.requireNonNull(jobs.get(job.name().value()), "a job that was started");
    return done.isDone() ? done.join() : guard.ended(job);
  }

  private record Start(
      String runId, RunPlan plan, JobPlan job, RunOptions options, MemoryGuard guard) {

    Optional<Retry> retry() {
      return plan.workflow().job(job.name().value()).flatMap(Job::retry);
    }
  }

  /** A job starts when all jobs before it have ended. Jobs that were not asked for do not count. */
  private CompletableFuture<JobRecord> start(
      Start start, Map<String, CompletableFuture<JobRecord>> earlier, ExecutorService threads) {
    JobPlan job = start.job();
    List<CompletableFuture<JobRecord>> dependencies = new ArrayList<>();
    for (String dependency : job.dependencies()) {
      Optional.ofNullable(earlier.get(dependency)).ifPresent(dependencies::add);
    }
    return CompletableFuture.allOf(dependencies.toArray(CompletableFuture[]::new))
        .thenApplyAsync(
            done -> {
              List<String> failed =
                  dependencies.stream()
                      .map(CompletableFuture::join)
                      .filter(WorkflowRunner::blocksDependents)
                      .map(JobRecord::name)
                      .toList();
              JobRecord record =
                  loads.interruption().isRequested()
                      ? notStarted(job)
                      : failed.isEmpty()
                          ? start.guard().run(job, () -> run(start))
                          : skipped(job, failed);
              events.jobEnded(record);
              return record;
            },
            threads);
  }

  private static boolean blocksDependents(JobRecord record) {
    return record.status() == Status.FAILED
        || (record.status() == Status.SKIPPED && !record.diagnostics().isEmpty());
  }

  private JobRecord run(Start start) {
    JobPlan job = start.job();
    events.jobStarted(job.name().value());
    return job.match(
        load ->
            retries.run(
                start.retry(),
                LoadRunner.startsFromState(load, start.options()),
                earlier -> loads.run(start.runId(), load, start.options(), earlier)),
        check -> retries.run(start.retry(), true, earlier -> check(check)),
        skip ->
            record(
                job,
                Status.SKIPPED,
                "the stack `" + skip.stack() + "` is not supported",
                List.of()));
  }

  /** With a real catalog every commit is visible at once: the table only has to be there. */
  private JobRecord check(JobPlan.CheckVersion job) {
    try {
      return tables
          .load(job.table())
          .map(
              table ->
                  record(
                      job,
                      Status.SUCCEEDED,
                      table.snapshotId().isPresent()
                          ? "%s is at snapshot %d"
                              .formatted(job.table(), table.snapshotId().getAsLong())
                          : "%s exists and is empty".formatted(job.table()),
                      List.of()))
          .orElseGet(() -> record(job, Status.FAILED, "", List.of(missing(job))));
    } catch (FlarepathException e) {
      return record(job, Status.FAILED, "", e.diagnostics());
    }
  }

  private static Diagnostic missing(JobPlan.CheckVersion job) {
    return Diagnostic.error(Code.TABLE_MISSING, "the table " + job.table() + " does not exist")
        .at(job.dataset().span())
        .help("make this job depend on the job that writes the table");
  }

  private static JobRecord notStarted(JobPlan job) {
    return record(
        job,
        Status.SKIPPED,
        "the run was interrupted before it started",
        List.of(
            Diagnostic.note(
                Code.INTERRUPTED,
                "the job `%s` was not started: the run was interrupted"
                    .formatted(job.name().value()))));
  }

  private static JobRecord skipped(JobPlan job, List<String> failed) {
    String names = String.join(", ", failed);
    return record(
        job,
        Status.SKIPPED,
        "it depends on " + names + ", which failed",
        List.of(
            Diagnostic.note(
                Code.DEPENDENCY_FAILED,
                "the job `%s` was skipped: it depends on %s, which failed"
                    .formatted(job.name().value(), names))));
  }

  private static JobRecord record(
      JobPlan job, Status status, String reason, List<Diagnostic> diagnostics) {
    return new JobRecord(job.name().value(), status, reason, List.of(), diagnostics, Duration.ZERO);
  }
}
