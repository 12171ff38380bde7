package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Decision;
import io.flarepath.plan.JobPlan;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The passes that the strategies of a job decide: one, or one after another until none is due. */
record DecidedPasses(
    Resolver resolver,
    Engine.Session session,
    JobPlan.Load job,
    Clock clock,
    PassRetry retry,
    SideBySide beside) {

  /**
   * Does them.
   *
   * @param goesOn whether further passes follow the first
   * @return why it stopped
   */
  String run(RunOptions options, boolean goesOn, Passes passes) {
    Set<Target> done = new HashSet<>();
    while (true) {
      Set<Target> before = Set.copyOf(done);
      Optional<String> stop =
          retry.of(
              passes,
              () -> {
                done.retainAll(before);
                return one(options, goesOn, passes, done);
              });
      if (stop.isPresent()) {
        return stop.get();
      }
      if (options.maxWindows().isPresent() && passes.size() >= options.maxWindows().getAsInt()) {
        return "stopped after %d windows, as requested".formatted(passes.size());
      }
    }
  }

  /** Decides a pass and does it; the reason to stop, unless another may follow. */
  private Optional<String> one(
      RunOptions options, boolean goesOn, Passes passes, Set<Target> done) {
    passes.check();
    int before = passes.size();
    StageClock stages = passes.clock(clock);
    try {
      Decision decision = resolver.next(session, job, options, stages);
      String then = goesOn ? "" : decision.match(then(options, passes, stages));
      Optional<String> stop = decision.match(next(options, goesOn, passes, done, stages));
      return stop.isPresent() || goesOn ? stop : Optional.of(then);
    } finally {
      if (passes.size() == before) {
        passes.spent(stages);
      }
    }
  }

  /** What is known of the windows after the one pass of this run. */
  private Decision.Cases<String> then(RunOptions options, Passes passes, StageClock stages) {
    return new Decision.Cases<>() {
      @Override
      public String due(Decision.Due decision) {
        AfterOnePass after =
            new AfterOnePass(resolver.slicing(), stages.measured(session), options);
        return stages.on(Part.READ, () -> after.reason(decision.pass(), passes.said()::add));
      }

      @Override
      public String nothingToDo(Decision.NothingToDo decision) {
        return "";
      }
    };
  }

  /** Does a pass that is due; the reason to stop, if none is. */
  private Decision.Cases<Optional<String>> next(
      RunOptions options, boolean goesOn, Passes passes, Set<Target> done, StageClock stages) {
    return new Decision.Cases<>() {
      @Override
      public Optional<String> due(Decision.Due decision) {
        if (!done.add(Target.of(decision.pass()))) {
          throw new FlarepathException(StandingStill.catchUp(decision.pass()));
        }
        if (goesOn && beside.takes(decision.pass())) {
          int most = options.maxWindows().orElse(Integer.MAX_VALUE) - passes.size();
          beside.run(decision, stages, passes, done, most);
        } else {
          passes.take(decision, stages);
        }
        return Optional.empty();
      }

      @Override
      public Optional<String> nothingToDo(Decision.NothingToDo decision) {
        passes.said().addAll(decision.warnings());
        return Optional.of(decision.reason());
      }
    };
  }
}
