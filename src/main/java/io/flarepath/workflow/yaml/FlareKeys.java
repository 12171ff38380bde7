package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.LogLevel;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.StepSource;
import io.flarepath.workflow.Streaming;
import io.flarepath.workflow.Upkeep;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code flare}, which is also called {@code stackSpec}, and of its {@code job}. */
final class FlareKeys {

  private static final Key<Boolean> EXPLAIN =
      Key.withDefault("explain", Scalar.BOOL, false, "whether to print the plans of the engine");

  private static final Key<List<Input>> INPUTS =
      Key.withDefault(
          "inputs",
          ListOf.of(InputKeys.INPUT).with(NameRules.unique("name")),
          List.<Input>of(),
          "what the job reads; each becomes a view");

  private static final Key<List<StepKeys.Group>> STEPS =
      Key.withDefault(
          "steps",
          StepKeys.STEPS,
          List.<StepKeys.Group>of(),
          "what is done between the inputs and the outputs, in order; also in files of their own");

  private static final Key<List<OutputKeys.Entry>> OUTPUTS =
      Key.withDefault(
              "outputs",
              ListOf.of(OutputKeys.OUTPUT),
              List.<OutputKeys.Entry>of(),
              "what the job writes")
          .or("output");

  private static final Key<Boolean> VARIABLES =
      Key.withDefault("variables", VariablesKeys.SECTION, false, "such as `keepSystemColumns`");

  private static final Key<Optional<Streaming>> STREAMING =
      Key.optional(
          "streaming", StreamingKeys.SECTION, "how the inputs with `isStream: true` are read");

  private static final Section<Job> JOB =
      Section.of(
          "job",
          List.of(
              EXPLAIN,
              SharedKeys.LOG_LEVEL,
              SharedKeys.SPARK_CONF,
              INPUTS,
              STEPS,
              OUTPUTS,
              UpkeepKeys.PREVIEW_LINES,
              UpkeepKeys.ASSERTIONS,
              ActionKeys.ACTIONS,
              ProfileKeys.PROFILE,
              STREAMING,
              Key.notYet(
                  "udfs",
                  "functions of the user's own; in the meantime let a step's `classpath` name a"
                      + " class that implements io.flarepath.api.Step"),
              VARIABLES,
              SharedKeys.IGNORED_TITLE,
              SharedKeys.DESCRIPTION,
              SharedKeys.TAGS,
              UpkeepKeys.METRICS,
              UpkeepKeys.CHECKS,
              ActionKeys.REWRITE_DATASET),
          Job::of);

  private static final Key<Job> JOB_KEY =
      Key.required("job", JOB, "the job's inputs, steps and outputs");

  static final Section<Body> SECTION =
      Section.of(
              "flare",
              List.of(
                  SizeKeys.DRIVER,
                  SizeKeys.EXECUTOR,
                  Key.ignored("configs", "files of the original's environment"),
                  SharedKeys.IGNORED_TITLE,
                  SharedKeys.DESCRIPTION,
                  SharedKeys.TAGS,
                  SharedKeys.SPARK_CONF,
                  JOB_KEY),
              Body::of)
          .tolerant();

  private FlareKeys() {}

  /** What {@code spec} says of the engine. */
  record Around(Optional<LogLevel> logLevel, Map<String, Located<String>> sparkConf) {}

  /** What {@code flare} says. */
  record Body(Map<String, Located<String>> sizes, Map<String, Located<String>> sparkConf, Job job) {

    private static Body of(Fields fields) {
      Map<String, Located<String>> sizes = new LinkedHashMap<>(fields.get(SizeKeys.DRIVER));
      sizes.putAll(fields.get(SizeKeys.EXECUTOR));
      return new Body(sizes, fields.get(SharedKeys.SPARK_CONF), fields.get(JOB_KEY));
    }

    /** A setting of Spark by its own name wins over a size. */
    FlareJob job(io.flarepath.workflow.Job.Head head, Around spec) {
      Map<String, Located<String>> merged = new LinkedHashMap<>(sizes);
      merged.putAll(spec.sparkConf());
      merged.putAll(sparkConf);
      merged.putAll(job.sparkConf());
      return new FlareJob(
          head,
          job.explain(),
          job.logLevel().or(spec::logLevel).orElse(LogLevel.WARN),
          merged,
          job.inputs(),
          job.steps(),
          job.outputs(),
          job.streaming(),
          job.upkeep());
    }
  }

  /** What {@code job} says. */
  record Job(
      boolean explain,
      Optional<LogLevel> logLevel,
      Map<String, Located<String>> sparkConf,
      List<Input> inputs,
      List<FlareStep> steps,
      List<Output> outputs,
      Optional<Streaming> streaming,
      Upkeep upkeep) {

    static Job of(Fields fields) {
      boolean keepsSystemColumns = fields.get(VARIABLES);
      List<StepKeys.Group> groups = fields.get(STEPS);
      List<Input> inputs =
          fields.get(INPUTS).stream()
              .map(input -> input.keepingSystemColumns(keepsSystemColumns))
              .toList();
      List<FlareStep> steps = groups.stream().flatMap(group -> group.sequence().stream()).toList();
      Set<String> views = new HashSet<>();
      inputs.forEach(input -> views.add(input.name().value()));
      steps.forEach(step -> views.add(step.name().value()));
      Optional<Streaming> streaming = fields.get(STREAMING);
      List<Output> outputs =
          OldOutputs.join(
                  fields.get(OUTPUTS),
                  groups.stream().flatMap(group -> group.sinks().stream()).toList(),
                  views,
                  fields.problems())
              .stream()
              .map(
                  output ->
                      inputs.stream().anyMatch(Input::isStream)
                          ? ofStream(output, streaming)
                          : output)
              .toList();
      return new Job(
          fields.get(EXPLAIN),
          fields.get(SharedKeys.LOG_LEVEL),
          fields.get(SharedKeys.SPARK_CONF),
          inputs,
          steps.isEmpty() ? renamed(inputs, outputs) : steps,
          outputs,
          streaming,
          UpkeepKeys.upkeep(fields));
    }

    /**
     * Where nothing is said, a batch of new rows is added, and a whole result replaces the last.
     */
    private static Output ofStream(Output output, Optional<Streaming> streaming) {
      boolean isWhole =
          streaming.filter(spec -> spec.outputMode() == Streaming.OutputMode.COMPLETE).isPresent();
      return output.saveMode().isPresent()
          ? output
          : output.savedAs(isWhole ? Output.SaveMode.OVERWRITE : Output.SaveMode.APPEND);
    }

    /** Without steps the one output takes the one input, whatever each of them is called. */
    private static List<FlareStep> renamed(List<Input> inputs, List<Output> outputs) {
      if (inputs.size() != 1 || outputs.size() != 1) {
        return List.of();
      }
      Located<String> input = inputs.get(0).name();
      Located<String> output = outputs.get(0).name();
      String sql = "SELECT * FROM " + SqlText.identifier(input.value());
      return input.value().equals(output.value())
          ? List.of()
          : List.of(
              new FlareStep(
                  output,
                  new StepSource.Sql(Passage.of(output.value(), sql)),
                  List.of(),
                  List.of()));
    }
  }
}
