package io.flarepath.lab;

import io.flarepath.cli.EngineRoom;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.history.Doctor;
import io.flarepath.history.JobTable;
import io.flarepath.history.Rejections;
import io.flarepath.history.StateChange;
import io.flarepath.history.StateKeeper;
import io.flarepath.history.StatePlanner;
import io.flarepath.iceberg.Catalogs;
import io.flarepath.iceberg.IcebergTables;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Mode;
import io.flarepath.publish.Tables;
import io.flarepath.run.Interruption;
import io.flarepath.run.Outlook;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunOptions;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.SparkEngine;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.state.KeyName;
import io.flarepath.untaken.CountAdvice;
import io.flarepath.untaken.CountedWindows;
import io.flarepath.workflow.Workflow;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A workbench for one test: a fresh folder with its own SQLite catalog and warehouse, the shared
 * Spark, and the real rooms around them.
 *
 * <p>Tables are {@code icebase.retail.NAME}, and {@code lake} is another depot on the same catalog.
 * The clock stands at 2030-01-01 until a test sets it.
 */
public final class Lab implements BeforeEachCallback, AfterEachCallback {

  private Optional<Path> folder = Optional.empty();
  private Optional<LabTables> tables = Optional.empty();
  private Clock clock = at(LocalDateTime.of(2030, 1, 1, 0, 0));
  private String timeZone = "UTC";
  private int publishAttempts = 10;
  private Duration branchTtl = Duration.ofDays(7);
  private final Map<String, String> catalog = new LinkedHashMap<>();
  private final Map<String, String> spark = new LinkedHashMap<>();
  private UnaryOperator<Tables> around = UnaryOperator.identity();
  private RunEvents events = RunEvents.NONE;
  private Interruption interruption = new Interruption();
  private RunOptions options =
      new RunOptions(Mode.RUN, Set.of(), false, OptionalInt.empty(), Map.of(), false);
  private final Map<String, Depot> depots = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> submitted = new LinkedHashMap<>();
  private boolean allowsScripts;
  private int runs;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Optional.of(Files.createTempDirectory("flarepath-lab-"));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    tables.ifPresent(LabTables::close);
    try (Stream<Path> files = Files.walk(folder())) {
      files.sorted(Comparator.reverseOrder()).forEach(Lab::delete);
    }
  }

  /** This test's folder, which goes when the test ends. */
  public Path folder() {
    return folder.orElseThrow();
  }

  /** The tables of this test. */
  public LabTables tables() {
    if (tables.isEmpty()) {
      tables = Optional.of(new LabTables(settings(), timeZone));
    }
    return tables.get();
  }

  /** A session that sees this test's tables. */
  public SparkSession session() {
    return tables().session();
  }

  // ---- What is set up.

  /** Sets the clock, in UTC: {@code 2024-01-03T00:00}. */
  public Lab now(String time) {
    clock = at(LocalDateTime.parse(time));
    return this;
  }

  /** Sets the session time zone. Before the first table is made. */
  public Lab timeZone(String zone) {
    timeZone = zone;
    return this;
  }

  /** Sets a property of the catalog. Before the first table is made. */
  public Lab catalog(String property, String value) {
    catalog.put(property, value);
    return this;
  }

  /** Sets a property of Spark's sessions. Before the first table is made. */
  public Lab spark(String property, String value) {
    spark.put(property, value);
    return this;
  }

  /** Gives a property to Spark as {@code spark-submit} would. */
  public Lab submitted(String property, String value) {
    submitted.put(property, value);
    return this;
  }

  /** How long the branches of dead runs are kept. */
  public Lab branchTtl(Duration age) {
    branchTtl = age;
    return this;
  }

  public Lab publishAttempts(int attempts) {
    publishAttempts = attempts;
    return this;
  }

  /** Lets the SQL of runs execute programs. */
  public Lab allowScripts() {
    allowsScripts = true;
    return this;
  }

  /** Puts something between the runs and the tables. */
  public Lab meddling(UnaryOperator<Tables> meddler) {
    around = meddler;
    return this;
  }

  /** Lets somebody hear what happens. */
  public Lab hearing(RunEvents listener) {
    events = listener;
    return this;
  }

  /** Lets the runs from now on be interrupted. */
  public Lab interruptedBy(Interruption request) {
    interruption = request;
    return this;
  }

  /** Adds a depot to the settings. */
  public Lab depot(Depot depot) {
    depots.put(depot.name(), depot);
    return this;
  }

  /** Sets a variable of the environment for workflows. */
  public Lab variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** The settings of this test, as a settings file would give them. */
  public Settings settings() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("type", "jdbc");
    properties.put("uri", "jdbc:sqlite:" + folder().resolve("catalog.db"));
    properties.put("warehouse", folder().resolve("warehouse").toString());
    properties.put("jdbc.schema-version", "V1");
    properties.put("jdbc.busy_timeout", "30000");
    properties.putAll(catalog);
    if (catalog.containsKey("catalog-impl")) {
      properties.remove("type");
    }
    Map<String, Depot> all = new LinkedHashMap<>(depots);
    all.put("icebase", new Depot.Iceberg("icebase", "icebase"));
    all.put("lake", new Depot.Iceberg("lake", "icebase"));
    all.put("files", new Depot.Files("files", folder().resolve("files").toString()));
    return new Settings(
        all,
        Map.of("icebase", new CatalogSettings("icebase", properties)),
        spark,
        new RunSettings(
            publishAttempts,
            Duration.ofMinutes(10),
            branchTtl,
            2,
            timeZone,
            "target",
            "target/runs",
            "icebase.flarepath.state",
            allowsScripts));
  }

  // ---- What is done.

  /** How many windows of a catch-up are side by side; {@code -Dlab.parallel=3} tries all with 3. */
  private static final int SIDE_BY_SIDE = Integer.getInteger("lab.parallel", 1);

  /** Runs a workflow: one window of each job. */
  public Run run(String workflow) {
    return run(workflow, options);
  }

  /** Runs a workflow until no complete window is left. */
  public Run catchUp(String workflow) {
    return run(workflow, catchingUp(OptionalInt.empty()));
  }

  /** Runs a workflow until no complete window is left, or so many are done. */
  public Run catchUp(String workflow, int maxWindows) {
    return run(workflow, catchingUp(OptionalInt.of(maxWindows)));
  }

  /** Backfills; keys as {@code context.key} and value. */
  public Run backfill(String workflow, Map<String, String> keys) {
    return run(
        workflow,
        new RunOptions(Mode.BACKFILL, Set.of(), false, OptionalInt.empty(), keyNames(keys), true));
  }

  /** Runs a workflow as the options say. */
  public Run run(String workflow, RunOptions how) {
    return run(source(workflow), how);
  }

  /** Runs a workflow in its place, from where the files are found that it refers to. */
  public Run run(Source workflow, RunOptions how) {
    Problems problems = new Problems();
    RunPlan plan = plan(workflow, problems);
    runs++;
    return new Run(
        room(engine()).runner(events, interruption).run("run-" + runs, plan, how), problems.all());
  }

  /** What a run would do now. */
  public Outlook plan(String workflow) {
    return plan(workflow, options);
  }

  /** What a run with these options would do now. */
  public Outlook plan(String workflow, RunOptions how) {
    return room(engine().looking()).preview().of(plan(source(workflow), new Problems()), how);
  }

  /** Where the jobs of a workflow stand. */
  public List<JobTable> places(String workflow) {
    return new StatePlanner(icebergTables())
        .jobTables(plan(source(workflow), new Problems()), Set.of());
  }

  /** Takes a job's last publish back. */
  public StateChange undo(JobTable place) {
    return change(planner -> planner.undo(place, false));
  }

  /** Sets keys of the states of a workflow's jobs, as the command does. */
  public void setState(String workflow, Map<String, String> keys) {
    places(workflow).forEach(place -> change(planner -> planner.set(place, keyNames(keys))));
  }

  /** Makes a change of a state. */
  public StateChange change(Function<StatePlanner, StateChange> planned) {
    runs++;
    Tables tables = icebergTables();
    StateChange change = planned.apply(new StatePlanner(tables));
    Backoff backoff =
        new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new SplittableRandom(1));
    new StateKeeper(tables, settings().run(), backoff, clock)
        .apply(change, change.word() + "-" + runs);
    return change;
  }

  /** What a doctor finds. */
  public List<Diagnostic> examine(String workflow) {
    Doctor doctor = new Doctor(icebergTables(), branchTtl, clock, Rejections.NONE);
    Set<String> jobs = Set.copyOf(places(workflow).stream().map(JobTable::jobName).toList());
    return places(workflow).stream()
        .flatMap(
            place ->
                Stream.concat(
                    doctor.examine(place).stream(), doctor.leftTags(place, jobs).stream()))
        .toList();
  }

  /** What a doctor finds who counts the rows of at most so many windows. */
  public List<Diagnostic> count(String workflow, int most) {
    return counted(workflow, most).stream()
        .flatMap(rows -> CountAdvice.of(rows, false).stream())
        .toList();
  }

  /** The windows of a workflow, at most so many, counted in source and table. */
  public List<CountedWindows> counted(String workflow, int most) {
    return room(engine().looking())
        .counting(most)
        .of(plan(source(workflow), new Problems()), Set.of());
  }

  private Tables icebergTables() {
    return new IcebergTables(new Catalogs(settings()));
  }

  /** What is wrong with a workflow, before any engine starts. */
  public List<Diagnostic> problems(String workflow) {
    return problems(source(workflow));
  }

  /** The same of a workflow in its place. */
  public List<Diagnostic> problems(Source workflow) {
    Problems problems = new Problems();
    read(workflow, problems).ifPresent(read -> planner().plan(read, problems));
    return problems.all();
  }

  /** The options of a run of one window. */
  public RunOptions options() {
    return options;
  }

  public RunOptions catchingUp(OptionalInt maxWindows) {
    return new RunOptions(Mode.RUN, Set.of(), true, maxWindows, Map.of(), false, SIDE_BY_SIDE);
  }

  /** Keys as the command line gives them: {@code context.key} and value. */
  public static Map<KeyName, String> keyNames(Map<String, String> keys) {
    Map<KeyName, String> names = new LinkedHashMap<>();
    keys.forEach((name, value) -> names.put(KeyName.parse(name), value));
    return names;
  }

  /** An engine as a run has it. */
  public SparkEngine engine() {
    return new SparkEngine(
        LabSpark.session(),
        settings(),
        Functions::apply,
        new IcebergTables(new Catalogs(settings())));
  }

  private EngineRoom room(SparkEngine engine) {
    return EngineRoom.around(engine, settings(), clock, around);
  }

  private RunPlan plan(Source workflow, Problems problems) {
    Optional<RunPlan> plan =
        read(workflow, problems).flatMap(read -> planner().plan(read, problems));
    problems.throwIfErrors();
    return plan.orElseThrow();
  }

  private static Source source(String workflow) {
    return new Source("jobs/test.yaml", workflow);
  }

  private Optional<Workflow> read(Source workflow, Problems problems) {
    return new WorkflowReader(
            variables, Functions.signatures(), Plans.STRATEGIES.forms(), Lab::text)
        .read(workflow, problems);
  }

  private static Optional<String> text(String path) throws IOException {
    Path file = Path.of(path);
    return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private WorkflowPlanner planner() {
    return new WorkflowPlanner(settings(), new CatalystSqlParser(), Plans.STRATEGIES, submitted);
  }

  private static Clock at(LocalDateTime time) {
    return Clock.fixed(time.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
