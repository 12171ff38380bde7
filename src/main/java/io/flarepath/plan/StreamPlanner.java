package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Severity;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.source.Address;
import io.flarepath.source.DataSource;
import io.flarepath.source.DepotPath;
import io.flarepath.source.Sources;
import io.flarepath.table.TableName;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Output.SaveMode;
import io.flarepath.workflow.Streaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans a job that reads streams, and finds what cannot be read as one. */
final class StreamPlanner {

  /** Beside the tables of a warehouse, where streams keep what they have planned to read. */
  private static final String FOLDER = "_checkpoints";

  private final Settings settings;
  private final Sources sources;
  private final Problems problems;

  StreamPlanner(Settings settings, Sources sources, Problems problems) {
    this.settings = settings;
    this.sources = sources;
    this.problems = problems;
  }

  /** How the job reads its streaming inputs; empty if it has none. */
  Optional<StreamPlan> plan(FlareJob job, List<InputPlan> inputs, Targets.Of outputs) {
    Optional<Streaming> stream = job.stream();
    if (stream.isEmpty()) {
      return Optional.empty();
    }
    Streaming spec = stream.get();
    List<InputPlan> unreadable =
        inputs.stream()
            .filter(input -> input.input().isStream())
            .filter(input -> !isReadable(input))
            .toList();
    List<Diagnostic> refusals = new ArrayList<>();
    if (!spec.effectiveTrigger().ends()) {
      refusals.add(endless(spec));
    }
    refusals.addAll(besideTheStream(job));
    outputs.sinks().forEach(sink -> refusals.add(noTable(sink)));
    outputs.tables().forEach(output -> saveMode(spec, output).ifPresent(refusals::add));
    refusals.forEach(refusal -> problems.add(warning(refusal)));
    Map<TableName, DepotPath> checkpoints = new LinkedHashMap<>();
    if (unreadable.isEmpty() && refusals.isEmpty()) {
      for (OutputPlan output : outputs.tables()) {
        checkpoint(job, spec, output).ifPresent(folder -> checkpoints.put(output.table(), folder));
      }
    }
    return Optional.of(
        new StreamPlan(
            spec,
            job.inputs().stream()
                .filter(Input::isStream)
                .map(input -> input.name().value())
                .toList(),
            checkpoints,
            refusals));
  }

  /**
   * The texts are right, and the workflow's other jobs run: it is the run of the job that fails.
   */
  private static Diagnostic warning(Diagnostic refusal) {
    return new Diagnostic(
        refusal.code(),
        Severity.WARNING,
        refusal.message(),
        refusal.place(),
        refusal.label(),
        refusal.notes(),
        refusal.help());
  }

  private static Diagnostic endless(Streaming spec) {
    Diagnostic diagnostic =
        Diagnostic.error(
            Code.ENDLESS_STREAM,
            "a stream with the trigger `" + spec.effectiveTrigger().word() + "` cannot be run");
    return spec.trigger()
        .map(trigger -> diagnostic.at(trigger.span()))
        .orElse(diagnostic)
        .because("such a stream never ends, and a run must load what is due and stop")
        .help(
            "write `triggerMode: AvailableNow`, and let a scheduler start the workflow repeatedly");
  }

  /** What a job asks for that only a job whose passes are decided beforehand can do. */
  private static List<Diagnostic> besideTheStream(FlareJob job) {
    List<Diagnostic> refusals = new ArrayList<>();
    job.inputs().stream()
        .filter(input -> !input.isStream() && input.incremental().isPresent())
        .forEach(
            input ->
                refusals.add(
                    refusal("an `incremental` input cannot be combined with a stream", input.name())
                        .because(
                            "each batch of the stream is a pass of the job, and batches have no"
                                + " keys")
                        .help("load it in a separate job, and read that job's table")));
    if (!job.upkeep().assertions().isEmpty()) {
      refusals.add(
          refusal("a job's `assertions` cannot be used with a stream", job.name())
              .because("the rows of a stream arrive batch by batch, as they are written")
              .help("move them to the output: they check each batch before it is published"));
    }
    if (job.upkeep().profile().isPresent()) {
      refusals.add(
          refusal("a stream cannot have a `profile`", job.name())
              .help("profile the output's table in a separate job"));
    }
    return refusals;
  }

  private static Diagnostic refusal(String message, Located<String> subject) {
    return Diagnostic.error(Code.NO_STREAM, message).at(subject.span());
  }

  private Optional<Diagnostic> saveMode(Streaming spec, OutputPlan output) {
    Optional<Located<SaveMode>> written = output.output().saveMode();
    boolean onlyOnce =
        output.saveMode() == SaveMode.IGNORE || output.saveMode() == SaveMode.ERRORIFEXISTS;
    if (onlyOnce) {
      return written.map(
          mode ->
              Diagnostic.error(
                      Code.NO_STREAM, "a stream needs a table that it can write to repeatedly")
                  .at(mode.span())
                  .because("from the second batch on, the table already exists")
                  .help("write `saveMode: append`"));
    }
    if (output.saveMode() == SaveMode.OVERWRITE
        && output.output().merge().isEmpty()
        && spec.outputMode() != Streaming.OutputMode.COMPLETE) {
      problems.add(
          Diagnostic.warning(
                  Code.REPLACES_THE_TABLE, "each batch of the stream replaces the previous one")
              .at(written.map(Located::span).orElse(output.output().name().span()))
              .because("saveMode is overwrite, and a batch contains only new rows")
              .help(
                  "write `saveMode: append`, or write the whole result each time with"
                      + " `outputMode: complete`"));
    }
    return Optional.empty();
  }

  private static Diagnostic noTable(SinkPlan sink) {
    return Diagnostic.error(Code.NO_STREAM, "a stream cannot be written to " + sink.target())
        .at(sink.output().dataset().span())
        .because(
            "a batch and its number are published in one commit, which only Iceberg tables support")
        .help("write the stream to an Iceberg table, and copy the rows from there in another job");
  }

  private boolean isReadable(InputPlan plan) {
    Input input = plan.input();
    if (input.incremental().isPresent()) {
      problems.add(
          unreadable(input, "it is also `incremental`")
              .help("remove either `isStream` or `incremental`: each tracks its own progress"));
      return false;
    }
    Optional<Diagnostic> fault = fault(input, plan.source());
    fault.ifPresent(problems::add);
    return fault.isEmpty();
  }

  private static Optional<Diagnostic> fault(Input input, DataSource source) {
    return source.match(
        table ->
            table
                .metadata()
                .map(part -> unreadable(input, "it is a metadata table"))
                .map(fault -> fault.help("remove `isStream`")),
        files -> Optional.empty(),
        connector ->
            connector.isDatabase()
                ? Optional.of(
                    unreadable(input, "a database cannot report which of its rows are new")
                        .help("read it with `incremental`"))
                : Optional.empty(),
        query ->
            Optional.of(
                unreadable(input, "it is a query")
                    .help("read the tables as inputs, and put the query into a step")));
  }

  private static Diagnostic unreadable(Input input, String why) {
    return Diagnostic.error(
            Code.NO_STREAM, "the input `" + input.name().value() + "` cannot be read as a stream")
        .at(input.streams().map(Located::span).orElse(input.place()))
        .because(why);
  }

  private Optional<DepotPath> checkpoint(FlareJob job, Streaming spec, OutputPlan output) {
    Optional<Located<String>> written =
        output.output().writer().checkpoint().or(() -> spec.checkpoint());
    Optional<DepotPath> folder =
        written.isPresent()
            ? written.flatMap(this::folder)
            : warehouse(output.table().catalog())
                .or(
                    () -> {
                      problems.add(homeless(output));
                      return Optional.empty();
                    });
    // Another stream with the same folder, in this workflow or another, must not use this one's
    // files.
    return folder.map(
        path -> path.resolve(job.head().workflow(), job.name().value(), output.table().toString()));
  }

  private Optional<DepotPath> folder(Located<String> written) {
    Optional<Depot> depot = sources.depot(written);
    Optional<Depot.Iceberg> tables = depot.flatMap(Depot::asIceberg);
    if (tables.isPresent()) {
      Address address = Address.parse(written.value()).orElseThrow();
      return warehouse(tables.get().catalog())
          .map(folder -> new DepotPath(address.below(folder.path()), folder.root()));
    }
    if (depot.isPresent()) {
      return sources.file(written);
    }
    return Address.looksLikeOne(written.value()) || isInDepot(written)
        ? Optional.empty()
        : Optional.of(new DepotPath(written.value(), Optional.empty()));
  }

  private boolean isInDepot(Located<String> written) {
    return Address.parse(written.value())
        .filter(address -> settings.depots().containsKey(address.depot()))
        .isPresent();
  }

  private Optional<DepotPath> warehouse(String catalog) {
    return Optional.ofNullable(settings.catalogs().get(catalog))
        .flatMap(Warehouse::of)
        .map(warehouse -> new DepotPath(warehouse, Optional.of(warehouse)).resolve(FOLDER));
  }

  private static Diagnostic homeless(OutputPlan output) {
    return Diagnostic.error(Code.MISSING_KEY, "the stream has no checkpoint location")
        .at(output.output().name().span())
        .because("the settings define no warehouse for the catalog of " + output.table())
        .help("add `streaming.checkpointLocation` with a folder");
  }
}
