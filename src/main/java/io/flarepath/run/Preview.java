package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Slice;
import io.flarepath.pass.Window;
import io.flarepath.plan.Decision;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.Pace;
import io.flarepath.plan.PassAdvice;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.StreamPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.FileEstimate;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.source.DataSource;
import io.flarepath.state.State;
import io.flarepath.untaken.Untaken;
import io.flarepath.untaken.UntakenAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows what a run would do, by the same decisions that a run makes, and does nothing. */
public final class Preview {

  private static final int FOLLOWING_DEFAULT = 12;

  private final ReadingEngine engine;
  private final Resolver resolver;
  private final Catalog tables;
  private final UntakenCensus census;

  public Preview(ReadingEngine engine, Resolver resolver, Catalog tables) {
    this.engine = engine;
    this.resolver = resolver;
    this.tables = tables;
    this.census = new UntakenCensus(tables);
  }

  /** What each job would do now. What would fail is part of the answer. */
  public Outlook of(RunPlan plan, RunOptions options) {
    List<JobOutlook> jobs = new ArrayList<>();
    Forthcoming forthcoming = new Forthcoming(plan, tables);
    for (JobPlan job : plan.jobs()) {
      if (options.jobs().isEmpty() || options.jobs().contains(job.name().value())) {
        JobOutlook outlook =
            job.asLoad()
                .map(load -> of(load, options, forthcoming))
                .orElseGet(() -> of(job, options));
        forthcoming.add(outlook);
        jobs.add(outlook);
      }
    }
    return new Outlook(plan, jobs, resolver.slicing().now());
  }

  private JobOutlook of(JobPlan job, RunOptions options) {
    return job.match(
        load -> of(load, options),
        check ->
            new JobOutlook.Nothing(
                job, "checks that " + check.table() + " exists, and reports its snapshot"),
        skip -> new JobOutlook.Nothing(job, "it is for another stack, so it is skipped"));
  }

  /** What is not there yet but will be made before is no error. */
  private JobOutlook of(JobPlan.Load load, RunOptions options, Forthcoming forthcoming) {
    LaterJob later = new LaterJob(engine, tables, forthcoming);
    List<DerivedDependency> missing = forthcoming.missing(load);
    if (!missing.isEmpty()) {
      return later.of(load, missing);
    }
    JobOutlook now = of(load, options);
    List<DerivedDependency> feeds = forthcoming.of(load);
    return feeds.isEmpty()
        ? now
        : now.match(
            pass -> now,
            stream -> now,
            nothing -> now,
            any -> now,
            blocked -> isMissing(blocked) ? later.of(load, feeds) : changed(blocked, later, feeds));
  }

  private static boolean isMissing(JobOutlook.Blocked blocked) {
    return blocked.diagnostics().stream()
        .filter(Diagnostic::isError)
        .allMatch(found -> found.code() == Code.TABLE_MISSING || found.code() == Code.PATH_MISSING);
  }

  /** What fails on the tables as they are may do on what jobs before make of them. */
  private static JobOutlook changed(
      JobOutlook.Blocked blocked, LaterJob planner, List<DerivedDependency> feeds) {
    return blocked
        .job()
        .asLoad()
        .map(load -> planner.of(load, feeds))
        .filter(
            found ->
                found.match(
                    p -> false, s -> false, n -> false, l -> !l.writes().isEmpty(), b -> false))
        .orElse(blocked);
  }

  private JobOutlook of(JobPlan.Load load, RunOptions options) {
    try {
      return load.pace().match(paced(load, options));
    } catch (FlarepathException e) {
      return new JobOutlook.Blocked(
          load, LoadRunner.tooDeep(load, e).map(List::of).orElseGet(e::diagnostics));
    } catch (StackOverflowError e) {
      return new JobOutlook.Blocked(load, List.of(LoadRunner.tooDeep(load)));
    }
  }

  private Pace.Cases<JobOutlook> paced(JobPlan.Load job, RunOptions options) {
    return new Pace.Cases<>() {
      @Override
      public JobOutlook eachRun(Pace.EachRun pace) {
        return decided(job, options);
      }

      @Override
      public JobOutlook bySlices(Pace.BySlices pace) {
        return decided(job, options);
      }

      @Override
      public JobOutlook byStream(Pace.ByStream pace) {
        return stream(job, pace.stream());
      }
    };
  }

  private JobOutlook decided(JobPlan.Load job, RunOptions options) {
    try (ReadingSession session = engine.open(job)) {
      return new ChangedSources(tables, session).telling(() -> decided(session, job, options));
    }
  }

  private JobOutlook decided(ReadingSession session, JobPlan.Load job, RunOptions options) {
    return resolver
        .next(session, job, options)
        .match(
            new Decision.Cases<>() {
              @Override
              public JobOutlook due(Decision.Due decision) {
                return pass(session, decision, options);
              }

              @Override
              public JobOutlook nothingToDo(Decision.NothingToDo decision) {
                return new JobOutlook.Nothing(
                    job,
                    decision.reason(),
                    census.of(session, job, List.of(), false),
                    decision.warnings());
              }
            });
  }

  /** How many batches there are, and of what, is known only to a stream that runs. */
  private JobOutlook stream(JobPlan.Load job, StreamPlan stream) {
    stream.throwIfRefused();
    Map<String, State> states = new LinkedHashMap<>();
    for (OutputPlan output : job.outputs()) {
      states.put(
          output.view(),
          tables
              .load(output.table())
              .map(table -> table.mark(job.name().value()).state())
              .orElse(State.EMPTY));
    }
    return new JobOutlook.Stream(job, stream, states);
  }

  private JobOutlook pass(ReadingSession session, Decision.Due due, RunOptions options) {
    PassPlan pass = due.pass();
    Slicing.Following following =
        resolver
            .slicing()
            .following(
                session, pass, options, options.maxWindows().orElse(FOLLOWING_DEFAULT + 1) - 1);
    List<Slice> next = options.given().isEmpty() ? pass.slices() : List.of();
    List<Untaken> untaken = census.of(session, pass.job(), next, pass.before().isEmpty());
    List<Diagnostic> advice = new ArrayList<>(PassAdvice.of(pass));
    UntakenAdvice.of(pass.job().name().value(), untaken).stream()
        .filter(found -> found.code() != Code.ROWS_WAITING) // This pass takes some of them.
        .forEach(advice::add);
    advice.addAll(UntakenCensus.uncounted(session, pass.job(), next));
    StandingStill.nextRun(pass, following, options).ifPresent(advice::add);
    boolean goesOn = options.catchUp() || pass.job().pace().catchesUp();
    return new JobOutlook.Pass(
        pass,
        due.reason(),
        files(pass),
        goesOn,
        following.windows(),
        following.reason().or(() -> goesOn ? stopped(options, following) : Optional.empty()),
        advice,
        untaken);
  }

  private static Optional<String> stopped(RunOptions options, Slicing.Following following) {
    return options.maxWindows().stream()
        .filter(most -> following.windows().size() + 1 >= most)
        .mapToObj(most -> "--max-windows ends the run")
        .findFirst();
  }

  private boolean isView(DataSource.Table table) {
    return tables.isView(table.name());
  }

  private Map<String, FileEstimate> files(PassPlan pass) {
    Map<String, FileEstimate> files = new LinkedHashMap<>();
    pass.job().inputs().stream()
        .filter(input -> input.source().isFrozen())
        .filter(input -> input.source().asTable().filter(table -> !isView(table)).isPresent())
        .forEach(
            input -> {
              Optional<Window> window =
                  pass.slices().stream()
                      .filter(slice -> slice.input().equals(input.name()))
                      .flatMap(slice -> slice.window().stream())
                      .findFirst();
              DataSource.Table table = input.source().asTable().orElseThrow();
              files.put(input.name(), tables.estimate(table.name(), OptionalLong.empty(), window));
            });
    return files;
  }
}
