package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Window;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The end of a job from outside: by an interruption, or because the engine was stopped. Whatever
 * fails from then on fails because of that, and neither the SQL nor the settings are to blame.
 */
public record EarlyEnd(Engine engine, Interruption interruption) {

  /** Failures that say something of the table, which stays true. */
  private static final Set<Code> STILL_TRUE =
      Set.of(
          Code.OUTCOME_UNKNOWN,
          Code.ANOTHER_RUN_WON,
          Code.AUDIT_REJECTED,
          Code.FOREIGN_ROWS,
          Code.BRANCH_TOUCHED,
          Code.INTERRUPTED,
          Code.ENGINE_STOPPED);

  private static final int NAMED_WINDOWS = 3;

  /**
   * The failure, or the early end that caused it; empty if it is a bug.
   *
   * @param failure may be a checked exception: Spark throws some without declaring them
   */
  Optional<FlarepathException> explained(Exception failure) {
    boolean isKnown = failure instanceof FlarepathException;
    if (isKnown && STILL_TRUE.contains(((FlarepathException) failure).code())) {
      return Optional.of((FlarepathException) failure);
    }
    if (interruption.isRequested()) {
      return Optional.of(new FlarepathException(Interruption.interrupted(), failure));
    }
    if (engine.isStopped()) {
      return Optional.of(new FlarepathException(stopped(), failure));
    }
    return isKnown ? Optional.of((FlarepathException) failure) : Optional.empty();
  }

  /** That the engine was stopped, and not by us. */
  public static Diagnostic stopped() {
    return Diagnostic.error(Code.ENGINE_STOPPED, "Spark was stopped from outside")
        .because("its SparkContext is closed: by the cluster manager, or by other code in this JVM")
        .help("the cluster manager's log says why, for example `yarn logs -applicationId …`");
  }

  /** What is said of the job in the end: what it published, and how to go on. */
  static List<Diagnostic> complete(
      FlarepathException e, JobPlan.Load job, RunOptions options, List<PassRecord> passes) {
    if (e.code() != Code.INTERRUPTED && e.code() != Code.ENGINE_STOPPED) {
      return e.diagnostics();
    }
    Diagnostic ended = e.diagnostics().get(0).because(published(passes));
    return List.of(ended.help(next(job, options, passes)));
  }

  private static String published(List<PassRecord> passes) {
    List<PassRecord> published = passes.stream().filter(pass -> !pass.outputs().isEmpty()).toList();
    if (published.isEmpty()) {
      return "nothing was published";
    }
    List<Window> windows = published.stream().flatMap(pass -> pass.windows().stream()).toList();
    if (windows.isEmpty()) {
      return published.size() == 1
          ? "1 pass was published before that"
          : published.size() + " passes were published before that";
    }
    if (windows.size() <= NAMED_WINDOWS) {
      return "published before: "
          + String.join(", ", windows.stream().map(Window::toString).toList());
    }
    return "published before: %d windows, from %s to %s"
        .formatted(windows.size(), windows.get(0), windows.get(windows.size() - 1));
  }

  private static String next(JobPlan.Load job, RunOptions options, List<PassRecord> passes) {
    if (options.mode() == Mode.BACKFILL) {
      return "run the same command again: a backfill does not change the state";
    }
    if (LoadRunner.startsFromState(job, options)) {
      return "run it again: it continues with the first window that is not published";
    }
    boolean done = passes.stream().anyMatch(pass -> !pass.outputs().isEmpty());
    return done
        ? "the job keeps no state: running it again publishes the same rows again"
        : "run it again";
  }
}
