package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Severity;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.source.Address;
import io.flarepath.source.DataSource;
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
    Map<TableName, String> checkpoints = new LinkedHashMap<>();
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
            "a stream with the trigger `" + spec.effectiveTrigger().word() + "` is not run");
    return spec.trigger()
        .map(trigger -> diagnostic.at(trigger.span()))
        .orElse(diagnostic)
        .because("it would never end, and a run does what is due, and ends")
        .help("write `triggerMode: AvailableNow`, and let a scheduler start it again and again");
  }

  /** What a job asks for that only a job whose passes are decided beforehand can do. */
  private static List<Diagnostic> besideTheStream(FlareJob job) {
    List<Diagnostic> refusals = new ArrayList<>();
    job.inputs().stream()
        .filter(input -> !input.isStream() && input.incremental().isPresent())
        .forEach(
            input ->
                refusals.add(
                    refusal("an `incremental` input is not read beside a stream", input.name())
                        .because("the stream's batches are the passes of the job, and have no keys")
                        .help("let a job of its own load it, and read that job's table")));
    if (!job.upkeep().assertions().isEmpty()) {
      refusals.add(
          refusal("the job's `assertions` are not judged on a stream", job.name())
              .because("a stream's rows come batch by batch, when they are written")
              .help("give them to the output: they judge each batch before it is published"));
    }
    if (job.upkeep().profile().isPresent()) {
      refusals.add(
          refusal("a stream has no `profile`", job.name())
              .help("profile the output's table in a job of its own"));
    }
    return refusals;
  }

  private static Diagnostic refusal(String message, Located<String> place) {
    return Diagnostic.error(Code.NO_STREAM, message).at(place.span());
  }

  private Optional<Diagnostic> saveMode(Streaming spec, OutputPlan output) {
    Optional<Located<SaveMode>> written = output.output().saveMode();
    boolean onlyOnce =
        output.saveMode() == SaveMode.IGNORE || output.saveMode() == SaveMode.ERRORIFEXISTS;
    if (onlyOnce) {
      return written.map(
          mode ->
              Diagnostic.error(Code.NO_STREAM, "a stream is not written to a table only once")
                  .at(mode.span())
                  .because("from its second batch on the table is there")
                  .help("write `saveMode: append`"));
    }
    if (output.saveMode() == SaveMode.OVERWRITE
        && output.output().merge().isEmpty()
        && spec.outputMode() != Streaming.OutputMode.COMPLETE) {
      problems.add(
          Diagnostic.warning(
                  Code.REPLACES_THE_TABLE,
                  "each batch of the stream replaces what the last one wrote")
              .at(written.map(Located::span).orElse(output.output().name().span()))
              .because("saveMode is overwrite, and a batch holds the new rows only")
              .help("append; or let `outputMode: complete` give the whole result each time"));
    }
    return Optional.empty();
  }

  private static Diagnostic noTable(SinkPlan sink) {
    return Diagnostic.error(Code.NO_STREAM, "a stream is not written to " + sink.target())
        .at(sink.output().dataset().span())
        .because("its batches are published in Iceberg tables, each with its number in one commit")
        .help("write it to a table, and let another job copy the table's rows on");
  }

  private boolean isReadable(InputPlan plan) {
    Input input = plan.input();
    if (input.incremental().isPresent()) {
      problems.add(
          unreadable(input, "it is `incremental` too")
              .help("remove `isStream`, or remove `incremental`: each alone keeps the progress"));
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
                .map(part -> unreadable(input, "it is a table's account of itself"))
                .map(fault -> fault.help("remove `isStream`")),
        files -> Optional.empty(),
        connector ->
            connector.isDatabase()
                ? Optional.of(
                    unreadable(input, "a database does not tell which of its rows are new")
                        .help("read it with `incremental`"))
                : Optional.empty(),
        query ->
            Optional.of(
                unreadable(input, "it is a query")
                    .help("read the tables, and let a step be the query")));
  }

  private static Diagnostic unreadable(Input input, String why) {
    return Diagnostic.error(
            Code.NO_STREAM, "the input `" + input.name().value() + "` cannot be read as a stream")
        .at(input.streams().map(Located::span).orElse(input.place()))
        .because(why);
  }

  private Optional<String> checkpoint(FlareJob job, Streaming spec, OutputPlan output) {
    Optional<Located<String>> written =
        output.output().writer().checkpoint().or(() -> spec.checkpoint());
    Optional<String> folder =
        written.isPresent()
            ? written.flatMap(this::folder)
            : warehouse(output.table().catalog())
                .or(
                    () -> {
                      problems.add(homeless(output));
                      return Optional.empty();
                    });
    // Whoever is given the same folder, in this workflow or another, must not take what is there.
    return folder.map(
        path ->
            String.join(
                "/",
                path.replaceAll("/+$", ""),
                job.head().workflow(),
                job.name().value(),
                output.table().toString()));
  }

  private Optional<String> folder(Located<String> written) {
    Optional<Address> address = Address.parse(written.value());
    Optional<Depot.Iceberg> depot =
        address.map(found -> settings.depots().get(found.depot())).flatMap(Depot::asIceberg);
    if (depot.isPresent()) {
      return warehouse(depot.get().catalog())
          .map(
              root ->
                  root
                      + address.get().realCollection().map(name -> "/" + name).orElse("")
                      + "/"
                      + address.get().dataset());
    }
    return Address.looksLikeOne(written.value())
        ? sources.file(written)
        : Optional.of(written.value());
  }

  private Optional<String> warehouse(String catalog) {
    return Optional.ofNullable(settings.catalogs().get(catalog))
        .map(CatalogSettings::properties)
        .map(properties -> properties.get("warehouse"))
        // Some catalogs know their warehouse by a name, and that is no folder.
        .filter(warehouse -> warehouse.contains("/"))
        .map(warehouse -> warehouse.replaceAll("/+$", "") + "/" + FOLDER);
  }

  private static Diagnostic homeless(OutputPlan output) {
    return Diagnostic.error(
            Code.MISSING_KEY, "nothing says where this stream keeps what it has planned to read")
        .at(output.output().name().span())
        .because("the settings name no warehouse for the catalog of " + output.table())
        .help("add `streaming.checkpointLocation` with a folder");
  }
}
