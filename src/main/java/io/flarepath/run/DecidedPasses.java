package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.PartialRead;
import io.flarepath.plan.Decision;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.state.KeyName;
import io.flarepath.table.TableName;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The passes that the strategies of a job decide: one, or one after another until none is due. */
record DecidedPasses(Resolver resolver, Engine.Session session, JobPlan.Load job, Clock clock) {

  /**
   * Does them.
   *
   * @param goesOn whether further passes follow the first
   * @return why it stopped
   */
  String run(RunOptions options, boolean goesOn, Passes passes) {
    Set<Target> done = new HashSet<>();
    while (true) {
      passes.check();
      StageClock stages = new StageClock(clock);
      Optional<String> stop =
          resolver.next(session, job, options, stages).match(next(passes, done, stages));
      if (stop.isPresent()) {
        return stop.get();
      }
      if (!goesOn) {
        return "";
      }
      if (options.maxWindows().isPresent() && passes.size() >= options.maxWindows().getAsInt()) {
        return "stopped after %d windows, as requested".formatted(passes.size());
      }
    }
  }

  /** Does a pass that is due; the reason to stop, if none is. */
  private static Decision.Cases<Optional<String>> next(
      Passes passes, Set<Target> done, StageClock stages) {
    return new Decision.Cases<>() {
      @Override
      public Optional<String> due(Decision.Due decision) {
        if (!done.add(Target.of(decision.pass()))) {
          throw new FlarepathException(standsStill(decision.pass()));
        }
        passes.take(decision, stages);
        return Optional.empty();
      }

      @Override
      public Optional<String> nothingToDo(Decision.NothingToDo decision) {
        passes.said().addAll(decision.warnings());
        return Optional.of(decision.reason());
      }
    };
  }

  /** What one pass of a catch-up is about; the same twice, and it would go on for ever. */
  private record Target(Map<KeyName, String> keys, List<TableName> tables) {
    static Target of(PassPlan pass) {
      return new Target(
          pass.keys(), pass.writes().stream().map(write -> write.output().table()).toList());
    }
  }

  private static Diagnostic standsStill(PassPlan pass) {
    boolean keepsNothing = pass.foreseen().filter(after -> after.isEmpty()).isPresent();
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.WINDOW_STANDS_STILL,
                "the window does not advance, so catch-up would never end")
            .because(
                keepsNothing
                    ? "`incremental` has no `state`, so each pass reads the same window"
                    : "the state after a pass leads back to a window that was already loaded: "
                        + pass.keys())
            .help("set the window's start to its end in `state`, or run without catch-up");
    return pass.slices().stream()
        .flatMap(slice -> pass.job().input(slice.input()).stream())
        .map(InputPlan::read)
        .flatMap(Optional::stream)
        .findFirst()
        .map(PartialRead::span)
        .map(diagnostic::at)
        .orElse(diagnostic);
  }
}
