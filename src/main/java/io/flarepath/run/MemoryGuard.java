package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.plan.JobPlan;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the jobs of a run when a thread of the engine dies for lack of memory. Jobs would wait for
 * such a thread forever, and nobody would hear of its death. A job whose own thread runs out of
 * memory fails alone.
 */
final class MemoryGuard implements Thread.UncaughtExceptionHandler, AutoCloseable {

  /** How long jobs that were interrupted may take to end. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(MemoryGuard.class.getName());

  private final Optional<Thread.UncaughtExceptionHandler> other;
  private final Duration grace;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Throwable> cause = new CompletableFuture<>();
  private final CompletableFuture<Boolean> overdue = new CompletableFuture<>();

  private MemoryGuard(Optional<Thread.UncaughtExceptionHandler> other, Duration grace) {
    this.other = other;
    this.grace = grace;
  }

  /** A guard that hears of all threads that die, until it is closed. */
  static MemoryGuard install() {
    return install(GRACE);
  }

  static MemoryGuard install(Duration grace) {
    MemoryGuard guard =
        new MemoryGuard(Optional.ofNullable(Thread.getDefaultUncaughtExceptionHandler()), grace);
    Thread.setDefaultUncaughtExceptionHandler(guard);
    return guard;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable death) {
    if (OutOfMemory.in(death)) {
      if (cause.complete(death)) {
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
            .execute(() -> overdue.complete(true));
      }
      working.forEach(Thread::interrupt);
    }
    if (other.isPresent()) {
      other.get().uncaughtException(thread, death);
    } else {
      LOG.log(System.Logger.Level.ERROR, "the thread " + thread.getName() + " died", death);
    }
  }

  /** Completes when jobs that were told to end have had time enough for it. */
  CompletableFuture<Boolean> overdue() {
    return overdue;
  }

  /** Runs a job on this thread, which is interrupted when memory runs out elsewhere. */
  JobRecord run(JobPlan job, Supplier<JobRecord> work) {
    working.add(Thread.currentThread());
    try {
      return cause.isDone() ? ended(job) : explained(job, work.get());
    } catch (OutOfMemoryError e) {
      return failed(job, OutOfMemory.of(e, what(job)));
    } finally {
      working.remove(Thread.currentThread());
      if (cause.isDone()) {
        // The next job on this thread says for itself why it does not start.
        boolean unused = Thread.interrupted();
      }
    }
  }

  /** The record of a job that did not end, or did not start. */
  JobRecord ended(JobPlan job) {
    return failed(
        job,
        OutOfMemory.of(cause.join(), "the engine")
            .at(job.name().span())
            .because("the job `%s` could not continue without it".formatted(job.name().value())));
  }

  private JobRecord explained(JobPlan job, JobRecord record) {
    boolean isStopped =
        record.diagnostics().stream().map(Diagnostic::code).anyMatch(Code.INTERRUPTED::equals);
    if (!cause.isDone() || !isStopped) {
      return record;
    }
    List<Diagnostic> all = new ArrayList<>(ended(job).diagnostics());
    record.diagnostics().stream().filter(said -> said.code() != Code.INTERRUPTED).forEach(all::add);
    return record.saying(record.reason(), all);
  }

  private static String what(JobPlan job) {
    return "the job `%s`".formatted(job.name().value());
  }

  private static JobRecord failed(JobPlan job, Diagnostic said) {
    return new JobRecord(
        job.name().value(), Status.FAILED, "", List.of(), List.of(said), Duration.ZERO);
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(other.orElse(null));
  }
}
