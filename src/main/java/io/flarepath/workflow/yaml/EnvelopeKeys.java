package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The outermost keys of a file, and those of {@code workflow}. */
final class EnvelopeKeys {

  private static final Key<Optional<Schedule>> SCHEDULE_KEY =
      Key.optional(
          "schedule", ScheduleKeys.SECTION, "for schedulers; Flarepath itself only displays it");

  private static final Key<Optional<Located<String>>> NAME =
      Key.optional("name", Scalar.TEXT.located(), "the workflow's name")
          .that((name, problems) -> name.ifPresent(n -> NameRules.check(n, "workflow", problems)))
          .shaped(NameRules.SHAPE);

  private static final Key<Optional<String>> DESCRIPTION =
      Key.optional("description", Scalar.TEXT, "what the workflow is for");

  private static final Key<Optional<String>> TYPE =
      Key.optional(
          "type",
          Choice.of(List.of("workflow", "workflows"), Function.identity()),
          "always `workflow`");

  private final Key<List<DagEntry>> dag;
  private final Key<Dag> workflow;

  /**
   * @param entry an entry of {@code dag}
   */
  EnvelopeKeys(Section<DagEntry> entry) {
    dag = Key.required("dag", ListOf.of(entry).with(NameRules.unique("name")), "the jobs");
    workflow = Key.required("workflow", workflow(), "the jobs, under `dag`");
  }

  /** A whole file. */
  Section<Outline> file() {
    return Section.of(
            "",
            List.of(
                Key.ignored("version", "the version of the envelope, `v1`"),
                NAME,
                TYPE,
                SharedKeys.TAGS,
                SharedKeys.TITLE,
                DESCRIPTION,
                Key.ignored("owner", "who owns the workflow"),
                Key.ignored("layer", "where Flare runs it"),
                Key.ignored("workspace", "where Flare keeps it"),
                workflow),
            this::outline)
        .tolerant();
  }

  private Section<Dag> workflow() {
    return Section.of(
            "workflow",
            List.of(SharedKeys.TITLE, SharedKeys.DESCRIPTION, SharedKeys.TAGS, SCHEDULE_KEY, dag),
            fields ->
                new Dag(fields.get(SharedKeys.TITLE), fields.get(SCHEDULE_KEY), fields.get(dag)))
        .tolerant();
  }

  private record Dag(Optional<String> title, Optional<Schedule> schedule, List<DagEntry> entries) {}

  private Outline outline(Fields fields) {
    Dag jobs = fields.get(workflow);
    var source = fields.span().source();
    Optional<Located<String>> written = fields.get(NAME);
    return new Outline(
        source,
        written.orElseGet(
            () -> new Located<>(NameRules.fromFile(source.name()), source.span(0, 1))),
        fields.get(SharedKeys.TITLE).or(jobs::title).orElse(""),
        fields.get(DESCRIPTION).orElse(""),
        jobs.schedule(),
        jobs.entries());
  }
}
