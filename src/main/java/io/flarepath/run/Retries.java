package io.flarepath.run;

import io.flarepath.diagnostic.Blame;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.publish.Pause;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.workflow.Retry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does a failed job again, as its {@code retry} says. Each try starts from what the tables say, and
 * so goes on after what was published. A job that keeps no state would do that twice: once it has
 * published, it is not tried again.
 */
final class Retries {

  /** After these nothing is better next time: there would be no more memory, for one. */
  private static final Set<Code> NEVER_AGAIN =
      Set.of(Code.INTERRUPTED, Code.ENGINE_STOPPED, Code.OUT_OF_MEMORY);

  private static final String NOT_AGAIN =
      "the job was not retried: it has already published and would publish twice";

  private final RunEvents events;
  private final Pause pause;
  private final Clock clock;

  Retries(RunEvents events, Pause pause, Clock clock) {
    this.events = events;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * What earlier tries of a job did.
   *
   * @param failures how many there were
   * @param passes what they published
   * @param stages what they did outside those passes
   */
  record Earlier(int failures, List<PassRecord> passes, List<StageRecord> stages) {

    static final Earlier NOTHING = new Earlier(0, List.of(), List.of());

    Earlier {
      passes = List.copyOf(passes);
      stages = List.copyOf(stages);
    }
  }

  /** One try of a job. Its record holds the passes of the earlier tries too. */
  @FunctionalInterface
  interface Try {
    JobRecord after(Earlier earlier);
  }

  /**
   * Tries a job until it does not fail, or its {@code retry} has no more tries.
   *
   * @param rule empty: one try
   * @param startsFromState whether a new try sees in the state what an earlier one published
   */
  JobRecord run(Optional<Retry> rule, boolean startsFromState, Try once) {
    Instant started = clock.instant();
    JobRecord record = once.after(Earlier.NOTHING);
    int failures = 0;
    while (record.status() == Status.FAILED && rule.isPresent()) {
      failures++;
      if (!isDue(rule.get(), failures, record, startsFromState, started)) {
        return failed(record, failures);
      }
      if (!startsFromState && !record.published().isEmpty()) {
        return failed(notAgain(record), failures);
      }
      events.retries(record.name(), failures, rule.get(), why(record));
      Optional<JobRecord> stopped = pause(rule.get().pause(), record);
      if (stopped.isPresent()) {
        return stopped.get();
      }
      record = once.after(new Earlier(failures, record.passes(), record.stages()));
    }
    return failures == 0
        ? record
        : counted(record, "attempt %d, after %s".formatted(failures + 1, failed(failures)));
  }

  private static JobRecord failed(JobRecord record, int failures) {
    return failures == 1 ? record : counted(record, "failed %d times".formatted(failures));
  }

  /** A failure that says why its job's {@code retry} was not followed. */
  private static JobRecord notAgain(JobRecord record) {
    List<Diagnostic> explained = new ArrayList<>(record.diagnostics());
    for (int i = 0; i < explained.size(); i++) {
      if (explained.get(i).isError()) {
        explained.set(i, explained.get(i).help(NOT_AGAIN));
        break;
      }
    }
    return record.saying(record.reason(), explained);
  }

  private static String failed(int failures) {
    return failures == 1 ? "a failure" : failures + " failures";
  }

  private boolean isDue(
      Retry rule, int failures, JobRecord record, boolean startsFromState, Instant started) {
    Instant next = clock.instant().plus(rule.pause());
    boolean isInTime = rule.limit().map(limit -> !next.isAfter(started.plus(limit))).orElse(true);
    return failures <= rule.count() && isInTime && mayHelp(rule, record, startsFromState);
  }

  private static boolean mayHelp(Retry rule, JobRecord record, boolean startsFromState) {
    Optional<Code> code =
        record.diagnostics().stream().filter(Diagnostic::isError).map(Diagnostic::code).findFirst();
    if (code.isEmpty() || NEVER_AGAIN.contains(code.get())) {
      return false;
    }
    if (code.get() == Code.OUTCOME_UNKNOWN && !startsFromState) {
      return false; // What may have been published would be published a second time.
    }
    Blame blame = code.get().blame();
    return switch (rule.strategy()) {
      case ALWAYS, ON_FAILURE -> true;
      case ON_ERROR -> blame != Blame.USER && blame != Blame.DATA;
      case ON_TRANSIENT_ERROR -> blame == Blame.ENVIRONMENT || blame == Blame.OTHER_WRITER;
    };
  }

  /** The record to end with, if the wait was interrupted. */
  private Optional<JobRecord> pause(Duration duration, JobRecord failed) {
    try {
      pause.of(duration);
      return Optional.empty();
    } catch (FlarepathException interrupted) {
      List<Diagnostic> all = new ArrayList<>(interrupted.diagnostics());
      all.addAll(failed.diagnostics());
      return Optional.of(failed.saying(failed.reason(), all));
    }
  }

  private static String why(JobRecord record) {
    return record.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::message)
        .findFirst()
        .orElse("");
  }

  private static JobRecord counted(JobRecord record, String tries) {
    String reason = record.reason().isEmpty() ? tries : record.reason() + "; " + tries;
    return record.saying(reason, record.diagnostics());
  }
}
