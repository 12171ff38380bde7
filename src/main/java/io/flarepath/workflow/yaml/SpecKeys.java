package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Variant;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.ForeignJob;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The keys of {@code spec}, which depend on the stack. */
final class SpecKeys {

  private static final String FLARE = "flare(:.*)?";
  private static final String TOOLBOX = "toolbox(:.*)?";

  private static final Key<Located<String>> STACK =
      Key.required("stack", Scalar.TEXT.located(), "`flare`, `flare:N.N` or `toolbox`");

  private static final Key<ToolboxKeys.Body> TOOLBOX_SECTION =
      Key.required("toolbox", ToolboxKeys.SECTION, "the table, and what to do with it")
          .or("stackSpec");

  private static final Key<Optional<Yaml>> ENVS =
      Key.ignored("envs", "variables of Flare's environment");

  private static final Key<Optional<Retry>> RETRY =
      Key.optional(
              "retry", RetryKeys.SECTION, "how often, and after which failures, to retry the job")
          .belongingIn("dag[]");

  /** Variables that say how Flare keeps its state, which here is in the table. */
  private static final Set<String> NOT_NEEDED = Set.of("FLARE_AUDIT_MODE", "STORE_URL");

  private static final List<Key<?>> AROUND =
      List.of(
          STACK,
          SharedKeys.TITLE,
          SharedKeys.DESCRIPTION,
          SharedKeys.TAGS,
          SharedKeys.DEPENDENCIES,
          RETRY,
          Key.ignored("compute", "where Flare runs the job"),
          ENVS,
          Key.ignored("tier", "where Flare runs the job"),
          Key.ignored("configs", "files of Flare's environment"),
          Key.ignored("secrets", "secrets of Flare's environment"),
          Key.ignored("dataosSecrets", "secrets of Flare's environment"),
          Key.ignored("persistentVolume", "a volume of Flare's environment"),
          Key.ignored("dataosVolumes", "volumes of Flare's environment"),
          Key.ignored("tempVolume", "the size of the job's temporary volume in Flare"),
          Key.ignored("resources", "the job's resource limits in Flare"),
          Key.ignored("dryRun", "whether Flare does a dry run"),
          Key.ignored("runAsUser", "the user that Flare runs the job as"),
          Key.ignored("runAsApiKey", "the user that Flare runs the job as"),
          Key.ignored("topology", "how Flare draws the job"));

  private static final Section<Spec> TOOLBOX_SPEC =
      Section.of(
              "spec",
              around(TOOLBOX_SECTION, SharedKeys.LOG_LEVEL, SharedKeys.SPARK_CONF),
              fields -> spec(fields, head -> fields.get(TOOLBOX_SECTION).job(head)))
          .tolerant();

  private static final Section<Spec> FOREIGN_SPEC =
      Section.of(
              "spec",
              around(),
              fields -> spec(fields, head -> new ForeignJob(head, fields.get(STACK))))
          .open();

  private final Key<FlareKeys.Body> flare;

  /**
   * @param section the section {@code flare}
   */
  SpecKeys(Section<FlareKeys.Body> section) {
    flare =
        Key.required("flare", section, "the job's inputs, steps and outputs, under `job`")
            .or("stackSpec");
  }

  /** The value of {@code spec}. */
  Type<Spec> spec() {
    return new Variant<>(
        "stack",
        List.of(new Variant.Case<>(FLARE, flareSpec()), new Variant.Case<>(TOOLBOX, TOOLBOX_SPEC)),
        FOREIGN_SPEC);
  }

  private Section<Spec> flareSpec() {
    return Section.of(
            "spec",
            around(flare, SharedKeys.LOG_LEVEL, SharedKeys.SPARK_CONF),
            fields -> {
              FlareKeys.Around spec =
                  new FlareKeys.Around(
                      fields.get(SharedKeys.LOG_LEVEL), fields.get(SharedKeys.SPARK_CONF));
              return spec(fields, head -> fields.get(flare).job(head, spec));
            })
        .tolerant();
  }

  private static List<Key<?>> around(Key<?>... inner) {
    List<Key<?>> keys = new ArrayList<>(AROUND);
    keys.addAll(List.of(inner));
    return keys;
  }

  private static Spec spec(Fields fields, Function<Job.Head, Job> body) {
    fields.get(ENVS).ifPresent(envs -> note(envs, fields.reading()));
    return new Spec(
        fields.get(SharedKeys.DEPENDENCIES), fields.get(SharedKeys.TITLE), fields.get(RETRY), body);
  }

  /** Once in a reading: workflows repeat them in every job. */
  private static void note(Yaml envs, Reading reading) {
    if (reading.problems().has(Code.NOT_NEEDED)) {
      return;
    }
    envs.asMapping().stream()
        .flatMap(map -> map.entries().stream())
        .filter(entry -> NOT_NEEDED.contains(entry.key()))
        .findFirst()
        .ifPresent(
            entry ->
                reading
                    .problems()
                    .add(
                        Diagnostic.note(Code.NOT_NEEDED, "`" + entry.key() + "` is not needed here")
                            .at(entry.keySpan())
                            .because("the state of a job is stored in the table that it writes")));
  }
}
