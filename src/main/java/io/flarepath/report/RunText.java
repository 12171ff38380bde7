package io.flarepath.report;

import io.flarepath.diagnostic.Code;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.publish.OutputRecord;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.DeliveryRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.workflow.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run in words: a line for each pass, a line for each job, and a last line that says what now.
 */
public final class RunText {

  private RunText() {}

  /** Which jobs run after others though the workflow does not declare it, a line for each. */
  public static List<String> order(List<DerivedDependency> derived) {
    return derived.stream()
        .map(
            each ->
                "%s: runs after %s, because %s".formatted(each.job(), each.after(), each.reason()))
        .toList();
  }

  /** What a pass did: what it saw of its input, and a line for each of its sinks and outputs. */
  public static List<String> pass(String job, PassRecord pass) {
    List<String> lines = new ArrayList<>();
    if (!pass.seen().findings().isEmpty()) {
      lines.add(
          "%s  pass %d  the input passed %s"
              .formatted(job, pass.number(), Amounts.count(pass.seen().findings().size(), "test")));
    }
    pass.seen().profile().ifPresent(profile -> lines.addAll(ProfileText.of(job, profile)));
    lines.addAll(outputs(job, pass));
    return lines;
  }

  private static List<String> outputs(String job, PassRecord pass) {
    String windows =
        pass.windows().stream().map(Object::toString).collect(Collectors.joining(", "));
    String window =
        (windows.isEmpty() ? "" : "  " + windows)
            + pass.skipped().map(skipped -> ", " + skipped).orElse("");
    return Stream.concat(
            pass.deliveries().stream().map(RunText::delivery),
            pass.outputs().stream().map(RunText::output))
        .map(said -> "%s  pass %d%s  %s".formatted(job, pass.number(), window, said))
        .map(line -> line + "  " + Amounts.duration(pass.took()))
        .toList();
  }

  private static String delivery(DeliveryRecord delivery) {
    return "%s delivered → %s"
        .formatted(Amounts.count(delivery.counts().rowsResult(), "row"), delivery.sink().target());
  }

  private static String output(OutputRecord output) {
    return switch (output.content()) {
      case RESULT -> result(output);
      case STATE -> "state → " + output.table();
    };
  }

  private static String result(OutputRecord output) {
    List<String> parts = new ArrayList<>();
    parts.add(Amounts.count(output.counts().rowsResult(), "row"));
    if (output.counts().rowsKept() > 0) {
      parts.add(Amounts.count(output.counts().rowsKept(), "existing row") + " kept");
    }
    if (output.counts().rowsLeaked() > 0) {
      parts.add(Amounts.count(output.counts().rowsLeaked(), "row") + " outside the window dropped");
    }
    if (output.counts().filesRead() >= 0) {
      parts.add(
          "%s read, %d skipped"
              .formatted(
                  Amounts.count(output.counts().filesRead(), "file"),
                  output.counts().filesSkipped()));
    }
    if (!output.findings().isEmpty()) {
      parts.add(Amounts.count(output.findings().size(), "test") + " passed");
    }
    return String.join(", ", parts) + " → " + output.table();
  }

  /** That a job failed, and when it is tried again. */
  public static String retry(String job, int failures, Retry rule, String why) {
    String when = rule.pause().isZero() ? "now" : "in " + Amounts.duration(rule.pause());
    return "%s: failed: %s; attempt %d of %d starts %s"
        .formatted(job, why, failures + 1, rule.count() + 1, when);
  }

  /** How a job ended, in one line. */
  public static String job(JobRecord job) {
    String end =
        switch (job.status()) {
          case SUCCEEDED -> job.published().isEmpty() ? "done" : done(job.published());
          case NOTHING_TO_DO -> "nothing to do";
          case FAILED -> failed(job);
          case SKIPPED -> "skipped";
        };
    return job.name() + ": " + end + (job.reason().isEmpty() ? "" : "; " + job.reason());
  }

  private static boolean isInterrupted(JobRecord job) {
    return job.diagnostics().stream().anyMatch(found -> found.code() == Code.INTERRUPTED);
  }

  private static String failed(JobRecord job) {
    String failed = isInterrupted(job) ? "interrupted" : "failed";
    String published = job.published().isEmpty() ? "" : " after it had " + done(job.published());
    boolean unknown =
        job.diagnostics().stream().anyMatch(found -> found.code() == Code.OUTCOME_UNKNOWN);
    if (unknown) {
      return failed + published + "; it is unknown whether its last commit happened";
    }
    boolean inPart =
        job.diagnostics().stream().anyMatch(found -> found.code() == Code.DELIVERY_FAILED);
    if (inPart) {
      return failed
          + published
          + " while it was writing an output, which may contain part of the rows";
    }
    return failed + (published.isEmpty() ? "; nothing was published" : published);
  }

  /**
   * What the whole run came to, and what to do next, if anything.
   *
   * @param mayCatchUp whether a job of this name could have loaded more windows
   */
  public static String last(RunRecord run, Predicate<String> mayCatchUp) {
    List<String> interrupted =
        run.jobs().stream().filter(RunText::isInterrupted).map(JobRecord::name).toList();
    if (!interrupted.isEmpty()) {
      return "interrupted: "
          + String.join(", ", interrupted)
          + "; run again at any time: each job continues from the state in its tables";
    }
    List<JobRecord> failed =
        run.jobs().stream().filter(job -> job.status() == Status.FAILED).toList();
    if (!failed.isEmpty()) {
      return "failed: "
          + failed.stream().map(JobRecord::name).collect(Collectors.joining(", "))
          + "; fix these problems and run again: each job continues from the state in its tables";
    }
    long passes = run.jobs().stream().mapToLong(job -> job.published().size()).sum();
    // Of one job, its own line has said it.
    String reasons =
        run.jobs().stream()
            .filter(job -> run.jobs().size() > 1)
            .filter(job -> job.status() == Status.NOTHING_TO_DO || !job.passes().isEmpty())
            .map(JobRecord::reason)
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    String took = Amounts.duration(Duration.between(run.started(), run.ended()));
    if (passes == 0 && run.jobs().stream().anyMatch(job -> !job.passes().isEmpty())) {
      return "done in %s (run %s)".formatted(took, run.runId());
    }
    if (passes == 0) {
      return reasons.isEmpty() ? nothing(run) : "nothing to do: " + reasons;
    }
    String word = run.jobs().stream().anyMatch(RunText::publishes) ? "published" : "delivered";
    String done =
        "done: %s %s in %s (run %s)"
            .formatted(word, Amounts.count(passes, "pass"), took, run.runId());
    boolean isMore =
        run.jobs().stream()
            .filter(job -> !job.published().isEmpty() && job.reason().isEmpty())
            .anyMatch(job -> mayCatchUp.test(job.name()));
    return done
        + (reasons.isEmpty() ? "" : "; " + reasons)
        + (isMore ? "; to load the following windows, run again or add --catch-up" : "");
  }

  private static String nothing(RunRecord run) {
    boolean isNothing = run.jobs().stream().allMatch(job -> job.status() == Status.NOTHING_TO_DO);
    return isNothing ? "nothing to do" : "done: nothing to publish";
  }

  /** Each row counts once for each table and each sink that it went to. */
  private static String done(List<PassRecord> passes) {
    long published =
        passes.stream()
            .flatMap(pass -> pass.outputs().stream())
            .filter(output -> output.content() == Content.RESULT)
            .mapToLong(output -> output.counts().rowsResult())
            .sum();
    long delivered =
        passes.stream()
            .flatMap(pass -> pass.deliveries().stream())
            .mapToLong(delivery -> delivery.counts().rowsResult())
            .sum();
    boolean delivers = passes.stream().anyMatch(pass -> !pass.deliveries().isEmpty());
    boolean publishes =
        passes.stream()
            .flatMap(pass -> pass.outputs().stream())
            .anyMatch(output -> output.content() == Content.RESULT);
    String count = Amounts.count(passes.size(), "pass");
    if (!delivers) {
      return "published %s, %s".formatted(count, Amounts.count(published, "row"));
    }
    String sinks = "delivered %s, %s".formatted(count, Amounts.count(delivered, "row"));
    return publishes
        ? "published %s, %s; %s".formatted(count, Amounts.count(published, "row"), sinks)
        : sinks;
  }

  private static boolean publishes(JobRecord job) {
    return job.passes().stream().anyMatch(pass -> !pass.outputs().isEmpty());
  }
}
