package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Strategies;
import io.flarepath.settings.Settings;
import io.flarepath.source.Addresses;
import io.flarepath.source.QueryTables;
import io.flarepath.source.SchemaPlaces;
import io.flarepath.source.Sources;
import io.flarepath.sql.SqlParser;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Upkeep;
import io.flarepath.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans a workflow from the texts alone, and finds everything in them that cannot work. */
public final class WorkflowPlanner {

  private final Settings settings;
  private final SqlParser parser;
  private final Strategies strategies;
  private final SessionZones zones;
  private final CatalogNames catalogs;

  public WorkflowPlanner(Settings settings, SqlParser parser, Strategies strategies) {
    this(settings, parser, strategies, Map.of());
  }

  /**
   * @param submitted the settings of Spark that the process was started with
   */
  public WorkflowPlanner(
      Settings settings, SqlParser parser, Strategies strategies, Map<String, String> submitted) {
    this.settings = settings;
    this.parser = parser;
    this.strategies = strategies;
    this.zones = new SessionZones(settings, submitted);
    this.catalogs = new CatalogNames(settings, submitted);
  }

  /**
   * The plan of a workflow.
   *
   * @param problems takes what is wrong, and what is worth knowing
   * @return empty when something is wrong
   */
  public Optional<RunPlan> plan(Workflow workflow, Problems problems) {
    Problems found = new Problems();
    List<JobPlan> jobs = new ArrayList<>();
    List<Traffic> traffic = new ArrayList<>();
    for (Job job : JobOrder.of(workflow.jobs(), found)) {
      plan(job, traffic, found).ifPresent(jobs::add);
    }
    RunOrder order = RunOrder.of(workflow.jobs(), jobs, traffic, found);
    ReplacedFolders.check(jobs, settings, found);
    List<JobPlan.Load> loads = jobs.stream().flatMap(job -> job.asLoad().stream()).toList();
    loads.forEach(job -> RepeatedRows.check(job, found));
    SessionZones.agree(loads, found);
    SessionZone zone = loads.isEmpty() ? zones.of(found) : loads.get(0).zone();
    problems.addAll(found.all());
    return found.hasErrors()
        ? Optional.empty()
        : Optional.of(new RunPlan(workflow, order.jobs(), order.derived(), order.feeds(), zone));
  }

  private Optional<JobPlan> plan(Job job, List<Traffic> traffic, Problems problems) {
    List<String> dependencies = job.dependencies().stream().map(Located::value).toList();
    return job.match(
        flare -> Optional.of(load(flare, dependencies, traffic, problems)),
        toolbox ->
            new Addresses(settings, problems)
                .table(toolbox.dataset(), "")
                .map(
                    table ->
                        new JobPlan.CheckVersion(
                            job.name(), dependencies, table, toolbox.dataset(), toolbox.version()))
                .map(
                    check -> {
                      traffic.add(new TrafficReader(settings).of(check));
                      return check;
                    }),
        foreign ->
            Optional.of(new JobPlan.Skip(job.name(), dependencies, foreign.stack().value())));
  }

  private JobPlan load(
      FlareJob job, List<String> dependencies, List<Traffic> traffic, Problems problems) {
    SqlCheck sql = new SqlCheck(parser, problems, settings.run().allowScripts());
    Map<String, PartialRead> reads = sql.check(job, strategies);
    Addresses addresses = new Addresses(settings, problems);
    Sources sources =
        new Sources(addresses, new QueryTables(settings, sql::query, problems), problems);
    SchemaPlaces schemas = new SchemaPlaces(sources, problems);
    List<InputPlan> inputs = new ArrayList<>();
    for (Input input : job.inputs()) {
      Optional<PartialRead> read = Optional.ofNullable(reads.get(input.name().value()));
      sources
          .of(input)
          .ifPresent(
              source -> inputs.add(new InputPlan(input, source, schemas.of(input, source), read)));
    }
    boolean keepsProgress = reads.values().stream().anyMatch(PartialRead::keepsProgress);
    Targets.Of targets = new Targets(settings, sources, problems).of(job, keepsProgress);
    BranchCheck.check(job, targets.sinks(), keepsProgress, problems);
    CsvHeader.tell(inputs, problems);
    SessionZone zone = zones.of(job, problems);
    List<ActionPlan> actions =
        new ActionPlanner(job, inputs, targets.tables(), zone.id(), problems).plan();
    somethingToDo(job, problems);
    somethingToJudge(job, problems);
    contextsWithoutDots(reads.values(), problems);
    oneContextOneMeaning(List.copyOf(reads.values()), problems);
    Optional<StreamPlan> stream =
        new StreamPlanner(settings, sources, problems).plan(job, inputs, targets);
    JobPlan.Load plan =
        new JobPlan.Load(
            job.head().workflow(),
            job,
            dependencies,
            inputs,
            targets.tables(),
            targets.sinks(),
            actions,
            pace(stream, reads.values()),
            zone,
            false);
    catalogs.check(job, sql.reads(), problems);
    Traffic own = new TrafficReader(settings).of(plan, sql.reads());
    traffic.add(own);
    // A name of one part is a view of the job: others are errors.
    boolean namesTables = sql.reads().stream().anyMatch(read -> read.name().contains("."));
    boolean isCertain = !namesTables && !hasOwnClasses(job);
    return isCertain && !own.usesItsOutputs() ? plan : plan.readingItsOutputs();
  }

  private static boolean hasOwnClasses(FlareJob job) {
    return job.steps().stream()
        .anyMatch(step -> step.source().match(sql -> false, ownClass -> true));
  }

  private static Pace pace(Optional<StreamPlan> stream, Collection<PartialRead> reads) {
    if (stream.isPresent()) {
      return new Pace.ByStream(stream.get());
    }
    return reads.isEmpty()
        ? new Pace.EachRun()
        : new Pace.BySlices(
            reads.stream().anyMatch(PartialRead::keepsProgress),
            reads.stream().anyMatch(PartialRead::catchesUp));
  }

  private static void somethingToDo(FlareJob job, Problems problems) {
    boolean isIdle = job.upkeep().isEmpty();
    if (job.outputs().isEmpty() && isIdle) {
      problems.add(
          Diagnostic.error(Code.MISSING_KEY, "the job `" + job.name().value() + "` has no outputs")
              .at(job.name().span())
              .help("add `outputs` with the view to write and its target dataset")
              .help(
                  "a job without outputs needs `assertions`, `profile`, `actions` or"
                      + " `showPreviewLines`"));
    }
  }

  private static void somethingToJudge(FlareJob job, Problems problems) {
    Upkeep upkeep = job.upkeep();
    boolean isAsked = !upkeep.assertions().isEmpty() || upkeep.profile().isPresent();
    if (isAsked && job.inputs().isEmpty()) {
      problems.add(
          Diagnostic.error(Code.MISSING_KEY, "the job `" + job.name().value() + "` has no inputs")
              .at(job.name().span())
              .because("its `assertions` and `profile` apply to the first input")
              .help("add an input to check, or move `assertions` to an output"));
    }
  }

  /** A key is known as {@code context.key}, and its first dot ends the context. */
  private static void contextsWithoutDots(Collection<PartialRead> reads, Problems problems) {
    for (PartialRead read : reads) {
      String context = read.context().value();
      if (context.contains(".")) {
        problems.add(
            Diagnostic.error(Code.BAD_NAME, "`" + context + "` is not a valid name for a context")
                .at(read.context().span())
                .because(
                    "it names a view and prefixes the names of its keys, so it cannot contain a"
                        + " dot")
                .help("for example `" + context.replace('.', '_') + "`"));
      }
    }
  }

  /** Inputs that share a context share its state, and so must have the same keys. */
  private static void oneContextOneMeaning(List<PartialRead> reads, Problems problems) {
    for (PartialRead read : reads) {
      reads.subList(0, reads.indexOf(read)).stream()
          .filter(earlier -> earlier.context().value().equals(read.context().value()))
          .filter(earlier -> earlier.keepsProgress() || read.keepsProgress())
          .filter(earlier -> !earlier.agreesWith(read))
          .findFirst()
          .ifPresent(earlier -> problems.add(keysDiffer(earlier, read)));
    }
  }

  private static Diagnostic keysDiffer(PartialRead earlier, PartialRead read) {
    return Diagnostic.error(
            Code.KEYS_DIFFER,
            "the context `" + read.context().value() + "` has different keys here")
        .at(read.context().span())
        .because(
            "another input uses the same context (line "
                + earlier.context().span().line()
                + "), and inputs that share a context share its keys and state")
        .help("give both the same keys and state, or use another context name");
  }
}
