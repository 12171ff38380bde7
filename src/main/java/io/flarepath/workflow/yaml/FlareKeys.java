package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Job;
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
      Key.withDefault("explain", Scalar.BOOL, false, "whether to log Spark's query plans");

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

  private final Key<List<Input>> inputs;
  private final Key<List<StepKeys.Group>> steps;
  private final Key<JobBody> job;

  /**
   * @param input what an entry of the list of inputs may be
   * @param steps the value of {@code steps}
   */
  FlareKeys(Section<Input> input, Type<List<StepKeys.Group>> steps) {
    this.inputs =
        Key.withDefault(
            "inputs",
            ListOf.of(input).with(NameRules.unique("name")),
            List.<Input>of(),
            "what the job reads; each input becomes a view");
    this.steps =
        Key.withDefault(
            "steps",
            steps,
            List.<StepKeys.Group>of(),
            "the transformations between inputs and outputs, in order; may be in separate files");
    this.job = Key.required("job", job(), "the job's inputs, steps and outputs");
  }

  /** The section {@code flare}. */
  Section<Body> section() {
    return Section.of(
            "flare",
            List.of(
                SizeKeys.DRIVER,
                SizeKeys.EXECUTOR,
                Key.ignored("configs", "files of Flare's environment"),
                SharedKeys.IGNORED_TITLE,
                SharedKeys.DESCRIPTION,
                SharedKeys.TAGS,
                SharedKeys.SPARK_CONF,
                job),
            fields -> Body.of(fields, fields.get(job)))
        .tolerant();
  }

  private Section<JobBody> job() {
    return Section.of(
        "job",
        List.of(
            EXPLAIN,
            SharedKeys.LOG_LEVEL,
            SharedKeys.SPARK_CONF,
            inputs,
            steps,
            OUTPUTS,
            UpkeepKeys.PREVIEW_LINES,
            UpkeepKeys.ASSERTIONS,
            ActionKeys.ACTIONS,
            ProfileKeys.PROFILE,
            STREAMING,
            Key.notYet(
                "udfs",
                "user-defined functions; until then, let a step's `classpath` name a"
                    + " class that implements io.flarepath.api.Step"),
            VARIABLES,
            SharedKeys.IGNORED_TITLE,
            SharedKeys.DESCRIPTION,
            SharedKeys.TAGS,
            UpkeepKeys.METRICS,
            UpkeepKeys.CHECKS,
            ActionKeys.REWRITE_DATASET),
        fields -> JobBody.of(fields, fields.get(inputs), fields.get(steps)));
  }

  /** What {@code spec} says of the engine. */
  record Around(Optional<LogLevel> logLevel, Map<String, Located<String>> sparkConf) {}

  /** What {@code flare} says. */
  record Body(
      Map<String, Located<String>> sizes, Map<String, Located<String>> sparkConf, JobBody job) {

    private static Body of(Fields fields, JobBody job) {
      Map<String, Located<String>> sizes = new LinkedHashMap<>(fields.get(SizeKeys.DRIVER));
      sizes.putAll(fields.get(SizeKeys.EXECUTOR));
      return new Body(sizes, fields.get(SharedKeys.SPARK_CONF), job);
    }

    /** A setting of Spark by its own name wins over a size. */
    FlareJob job(Job.Head head, Around spec) {
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
  record JobBody(
      boolean explain,
      Optional<LogLevel> logLevel,
      Map<String, Located<String>> sparkConf,
      List<Input> inputs,
      List<FlareStep> steps,
      List<Output> outputs,
      Optional<Streaming> streaming,
      Upkeep upkeep) {

    static JobBody of(Fields fields, List<Input> written, List<StepKeys.Group> groups) {
      boolean keepsSystemColumns = fields.get(VARIABLES);
      List<Input> inputs =
          written.stream().map(input -> input.keepingSystemColumns(keepsSystemColumns)).toList();
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
      return new JobBody(
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

    /** Without steps the one output takes the one input, regardless of their names. */
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
