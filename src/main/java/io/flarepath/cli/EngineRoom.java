package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.function.Functions;
import io.flarepath.iceberg.Catalogs;
import io.flarepath.iceberg.IcebergTables;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.SessionZone;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.Tables;
import io.flarepath.run.EarlyEnd;
import io.flarepath.run.Housekeeping;
import io.flarepath.run.Interruption;
import io.flarepath.run.LoadRunner;
import io.flarepath.run.Maintenance;
import io.flarepath.run.Preview;
import io.flarepath.run.Resolver;
import io.flarepath.run.RunEvents;
import io.flarepath.run.Slicing;
import io.flarepath.run.StateTrial;
import io.flarepath.run.WindowCounting;
import io.flarepath.run.WorkflowRunner;
import io.flarepath.secret.Vault;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.SparkEngine;
import io.flarepath.spark.guard.LookingConf;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Puts the rooms together around an engine. Closing it stops the engine, if it started one. */
public final class EngineRoom implements AutoCloseable {

  /** The engine's setting by which whole rows are shown where a check of rows fails. */
  static final String SHOW_ROWS = "spark.flarepath.show-rows";

  private final Settings settings;
  private final Clock clock;
  private final SparkEngine engine;
  private final Tables tables;
  private final boolean isStarter;
  private final Optional<Duration> starting;

  private EngineRoom(
      Settings settings,
      Clock clock,
      SparkEngine engine,
      UnaryOperator<Tables> around,
      boolean isStarter,
      Optional<Duration> starting) {
    this.settings = settings;
    this.clock = clock;
    this.engine = engine;
    this.isStarter = isStarter;
    this.starting = starting;
    this.tables = around.apply(new IcebergTables(new Catalogs(settings)));
  }

  /**
   * Starts an engine, which stops when the room is closed.
   *
   * @param clock determines which windows are complete; the time that things take is measured apart
   * @param plan the workflow whose jobs will run
   * @param vault the secrets that the engine must not show
   */
  static EngineRoom start(Settings settings, Clock clock, RunPlan plan, Vault vault) {
    return start(settings, clock, jobConf(plan), plan.zone(), vault);
  }

  /** Starts an engine as {@link #start} does, but one that only looks. */
  static EngineRoom look(Settings settings, Clock clock, RunPlan plan, Vault vault) {
    List<Map<String, String>> taken = jobConf(plan).stream().map(LookingConf::of).toList();
    return start(settings, clock, taken, plan.zone(), vault).thatOnlyLooks();
  }

  /** Starts an engine that only looks, for what is no job. */
  static EngineRoom look(Settings settings, Clock clock, SessionZone zone, Vault vault) {
    return start(settings, clock, List.of(), zone, vault).thatOnlyLooks();
  }

  private EngineRoom thatOnlyLooks() {
    return new EngineRoom(
        settings, clock, engine.looking(), UnaryOperator.identity(), isStarter, starting);
  }

  private static EngineRoom start(
      Settings settings,
      Clock clock,
      List<Map<String, String>> jobConf,
      SessionZone zone,
      Vault vault) {
    EmbeddedStorage.prepare(settings);
    boolean isStarter = !SparkEngine.isRunning();
    long before = System.nanoTime();
    IcebergTables tables = new IcebergTables(new Catalogs(settings));
    SparkEngine engine =
        SparkEngine.start(settings, jobConf, zone.id(), Functions::apply, tables, vault);
    Optional<Duration> starting =
        Optional.of(Duration.ofNanos(System.nanoTime() - before)).filter(took -> isStarter);
    return new EngineRoom(settings, clock, engine, UnaryOperator.identity(), isStarter, starting);
  }

  /**
   * A room around an engine that runs already, and keeps running when the room is closed.
   *
   * @param clock determines which windows are complete
   * @param around a layer between the runs and the tables, for a test that watches or interferes
   */
  public static EngineRoom around(
      SparkEngine engine, Settings settings, Clock clock, UnaryOperator<Tables> around) {
    EmbeddedStorage.prepare(settings);
    return new EngineRoom(settings, clock, engine, around, false, Optional.empty());
  }

  SparkEngine engine() {
    return engine;
  }

  /** How long the engine took to start; empty if it was running already. */
  Optional<Duration> starting() {
    return starting;
  }

  /** Runs plans. */
  public WorkflowRunner runner(RunEvents events) {
    return runner(events, new Interruption());
  }

  /** Runs plans, until somebody asks for the end. */
  public WorkflowRunner runner(RunEvents events, Interruption interruption) {
    RunSettings run = settings.run();
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new SplittableRandom());
    Clock watch = Clock.systemUTC();
    LoadRunner loads =
        new LoadRunner(
            engine,
            tables,
            resolver(),
            new Publishing(tables, events, run, backoff, watch),
            new Housekeeping(tables, run.branchTtl(), watch),
            new Maintenance(tables, events, run.publishAttempts(), backoff, watch),
            events,
            watch,
            interruption);
    return new WorkflowRunner(
        loads, tables, events, watch, interruption::pause, run.parallelJobs());
  }

  /** Looks at something; if the engine is stopped meanwhile, that is why it fails. */
  <T> T looking(Supplier<T> look) {
    T seen;
    try {
      seen = look.get();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      if (engine.isStopped()) {
        throw new FlarepathException(EarlyEnd.stopped(), e);
      }
      throw e;
    }
    if (engine.isStopped()) {
      throw new FlarepathException(EarlyEnd.stopped());
    }
    return seen;
  }

  /** Shows what a run would do. */
  public Preview preview() {
    return new Preview(engine, resolver(), tables);
  }

  /** Tries whether jobs can go on from states that they do not have yet. */
  StateTrial trial() {
    return new StateTrial(engine, tables, resolver().slicing());
  }

  /**
   * Counts the rows of windows in sources and tables.
   *
   * @param most at most so many windows of a job
   */
  public WindowCounting counting(int most) {
    return new WindowCounting(engine, tables, resolver().slicing(), most);
  }

  /** What there is to say of sizes that a workflow asks for, and that Spark cannot take on now. */
  List<Diagnostic> tooLate(RunPlan plan) {
    List<Map.Entry<String, Located<String>>> late =
        plan.loads().stream()
            .flatMap(job -> job.job().sparkConf().entrySet().stream())
            .filter(entry -> engine.isTooLate(entry.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .toList();
    return late.stream()
        .findFirst()
        .map(
            first ->
                Diagnostic.note(
                        Code.SIZE_TOO_LATE,
                        "`%s` has no effect: Spark is already running".formatted(first.getKey()))
                    .at(first.getValue().span())
                    .because(
                        engine.isLocal()
                            ? "Spark runs in this process, without executors"
                            : "the driver is this process")
                    .help(
                        "pass it to spark-submit; or, with scripts/flarepath, set"
                            + " FLAREPATH_DRIVER_MEMORY"))
        .stream()
        .toList();
  }

  /** The settings of a workflow that a command which only looks does not take. */
  static List<String> leftOut(RunPlan plan) {
    return jobConf(plan).stream()
        .flatMap(conf -> conf.keySet().stream())
        .filter(name -> !LookingConf.takes(name))
        .distinct()
        .sorted()
        .toList();
  }

  private Resolver resolver() {
    return new Resolver(tables, new Slicing(clock.instant()));
  }

  private static List<Map<String, String>> jobConf(RunPlan plan) {
    List<Map<String, String>> conf = new ArrayList<>();
    for (JobPlan.Load load : plan.loads()) {
      Map<String, String> entries = new LinkedHashMap<>();
      load.job().sparkConf().forEach((name, value) -> entries.put(name, value.value()));
      conf.add(entries);
    }
    return conf;
  }

  @Override
  public void close() {
    if (isStarter) {
      engine.close();
    }
  }
}
