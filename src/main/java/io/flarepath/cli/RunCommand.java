package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Mode;
import io.flarepath.report.CostText;
import io.flarepath.report.RunJson;
import io.flarepath.report.RunText;
import io.flarepath.report.UpkeepText;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.Interruption;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.Sample;
import io.flarepath.state.KeyName;
import io.flarepath.workflow.Retry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** {@code run} and {@code backfill}. */
final class RunCommand {

  private final Voice voice;
  private final String recordDir;
  private final Interrupts interrupts;
  private final ProgressLine line;

  RunCommand(Voice voice, String recordDir, Interrupts interrupts, ProgressLine line) {
    this.line = line;
    this.voice = voice;
    this.interrupts = interrupts;
    this.recordDir = recordDir;
  }

  /** Runs a planned workflow, and returns how it ended. */
  ExitCode run(
      EngineRoom room, String runId, RunPlan plan, RunOptions options, List<Diagnostic> advice) {
    line.says("", "");
    line.counting(room.engine()::tasks);
    Interruption interruption = new Interruption();
    return interrupts.inOrder(
        asked(room, interruption),
        () -> {
          RunRecord record = room.runner(new Progress(), interruption).run(runId, plan, options);
          return ended(room, record, plan, options, advice);
        });
  }

  private Interrupts.Work asked(EngineRoom room, Interruption interruption) {
    return new Interrupts.Work() {
      @Override
      public void request() {
        voice.say(
            "interrupted: stopping after the current commit; interrupt again to stop at once");
        interruption.request();
      }

      @Override
      public void cancel() {
        room.engine().cancel();
      }
    };
  }

  private ExitCode ended(
      EngineRoom room,
      RunRecord record,
      RunPlan plan,
      RunOptions options,
      List<Diagnostic> advice) {
    String json = RunJson.of(record, room.starting(), plan.derived(), advice);
    if (voice.json()) {
      voice.document(json);
    }
    voice.keepRecord(new RecordFile(recordDir, record.runId()), json, room.engine()::write);
    boolean mayCatchUp = !options.catchUp() && options.mode() == Mode.RUN;
    voice.say(RunText.last(record, job -> mayCatchUp && isIncremental(plan, job)));
    return exitCode(record);
  }

  /** The most telling of the failures decides: an unknown outcome before all else. */
  static ExitCode exitCode(RunRecord record) {
    Comparator<ExitCode> telling =
        Comparator.comparingInt(
            code ->
                switch (code) {
                  case OUTCOME_UNKNOWN -> 0;
                  case BUG -> 1;
                  case INTERRUPTED -> 2;
                  case AUDIT_REJECTED -> 3;
                  case ANOTHER_RUN -> 4;
                  default -> 5;
                });
    boolean isInterrupted =
        record.jobs().stream()
            .flatMap(job -> job.diagnostics().stream())
            .anyMatch(diagnostic -> diagnostic.code() == Code.INTERRUPTED);
    return record.jobs().stream()
        .filter(job -> job.status() == Status.FAILED)
        .map(RunCommand::exitCode)
        .min(telling)
        .orElse(isInterrupted ? ExitCode.INTERRUPTED : ExitCode.DONE);
  }

  private static ExitCode exitCode(JobRecord job) {
    ExitCode code =
        job.diagnostics().stream()
            .filter(Diagnostic::isError)
            .findFirst()
            .map(diagnostic -> ExitCode.of(diagnostic.code()))
            .orElse(ExitCode.JOB_FAILED);
    // Once a job runs, anything that stops it makes it a failed job, even a fault in the workflow.
    return code == ExitCode.REJECTED ? ExitCode.JOB_FAILED : code;
  }

  private static boolean isIncremental(RunPlan plan, String name) {
    return plan.loads().stream()
        .filter(job -> job.name().value().equals(name) && !job.outputs().isEmpty())
        .anyMatch(job -> job.pace().mayCatchUp());
  }

  /** Checks what the user gave against the plan, so that no typing error goes unnoticed. */
  static void check(RunPlan plan, RunOptions options) {
    Problems problems = new Problems();
    List<String> jobs = plan.jobs().stream().map(job -> job.name().value()).toList();
    for (String job : options.jobs()) {
      if (!jobs.contains(job)) {
        problems.add(unknown("unknown job `" + job + "`", job, jobs));
      }
    }
    List<KeyName> keys =
        plan.loads().stream()
            .flatMap(job -> job.inputs().stream())
            .flatMap(input -> input.read().stream())
            .flatMap(read -> read.keys().stream())
            .toList();
    for (KeyName key : options.given().keySet()) {
      if (!keys.contains(key)) {
        List<String> known = keys.stream().map(KeyName::toString).toList();
        problems.add(unknown("unknown key `" + key + "`", key.toString(), known));
      }
    }
    if (options.mode() == Mode.BACKFILL && options.given().isEmpty()) {
      problems.add(noKeys(keys));
    }
    problems.throwIfErrors();
  }

  private static Diagnostic noKeys(List<KeyName> keys) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.BAD_ARGUMENT, "a backfill needs the keys of its window")
            .because("it loads exactly this window, and does not use or change the state");
    return keys.isEmpty()
        ? diagnostic.because("this workflow has none")
        : diagnostic.help(
            "add %s; a key that you leave out is computed from its SQL"
                .formatted(
                    keys.stream()
                        .map(key -> "--key " + key + "=…")
                        .distinct()
                        .collect(Collectors.joining(" "))));
  }

  private static Diagnostic unknown(String message, String word, List<String> known) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.BAD_ARGUMENT, message)
            .because(
                known.isEmpty()
                    ? "this workflow has none"
                    : "this workflow has " + String.join(", ", known));
    return Suggestion.nearest(word, known)
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElse(diagnostic);
  }

  static RunOptions options(
      Mode mode,
      List<String> jobs,
      boolean catchUp,
      OptionalInt maxWindows,
      List<KeyOverride> keys,
      boolean allowIncomplete) {
    Map<KeyName, String> given = new LinkedHashMap<>();
    keys.forEach(key -> given.put(new KeyName(key.context(), key.key()), key.value()));
    if (catchUp && !given.isEmpty()) {
      throw new FlarepathException(
          Diagnostic.error(Code.BAD_ARGUMENT, "--key and --catch-up cannot be combined")
              .because(
                  "a key given on the command line would have the same value in every window"));
    }
    return new RunOptions(
        mode, new LinkedHashSet<>(jobs), catchUp, maxWindows, given, allowIncomplete);
  }

  /** What is said while it happens. */
  private final class Progress implements RunEvents {

    @Override
    public void runStarted(String runId, RunPlan plan) {
      voice.detail("run " + runId + " of " + plan.workflow().name().value());
      RunText.order(plan.derived()).forEach(voice::say);
    }

    @Override
    public void jobStarted(String job) {
      voice.detail(job + ": started");
      line.says(job, "deciding what to read");
    }

    @Override
    public void passStarted(String job, int number, PassPlan pass) {
      String windows =
          pass.slices().stream()
              .flatMap(slice -> slice.window().stream())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      line.says(job, ("pass " + number + " " + windows).strip());
    }

    @Override
    public void publishing(String job, int number, String table) {
      voice.detail(job + ": staged for " + table + ", publishing");
      line.says(job, "pass " + number + ", publishing into " + table);
    }

    @Override
    public void delivering(String job, int number, String target) {
      voice.detail(job + ": delivering to " + target);
      line.says(job, "pass " + number + ", delivering to " + target);
    }

    @Override
    public void triesAgain(String job, String table, String why) {
      voice.say(job + ": " + why + " (" + table + "), trying again");
    }

    @Override
    public void retries(String job, int failures, Retry rule, String why) {
      voice.say(RunText.retry(job, failures, rule, why));
    }

    @Override
    public void sampled(String job, Sample sample) {
      UpkeepText.sample(job, sample).forEach(voice::say);
    }

    @Override
    public void acted(String job, ActionRecord action) {
      UpkeepText.action(job, action).forEach(voice::say);
    }

    @Override
    public void passEnded(String job, PassRecord pass) {
      RunText.pass(job, pass).forEach(voice::say);
      voice.detail(CostText.pass(job, pass));
      line.says(job, "deciding what to read next");
    }

    @Override
    public void jobEnded(JobRecord job) {
      line.says(job.name(), "");
      voice.tell(job.diagnostics());
      voice.say(RunText.job(job));
      CostText.job(job).ifPresent(voice::detail);
    }
  }
}
