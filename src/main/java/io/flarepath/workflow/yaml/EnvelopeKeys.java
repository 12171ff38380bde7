package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/** The outermost keys of a file, and those of {@code workflow}. */
final class EnvelopeKeys {

  private static final Key<Optional<Located<String>>> CRON =
      Key.optional("cron", Scalar.TEXT.placed(), "when a scheduler should start the workflow");

  private static final Section<Optional<Located<String>>> SCHEDULE =
      Section.of(
          "workflow.schedule",
          List.of(
              CRON,
              Key.ignored("concurrencyPolicy", "what a scheduler does while a run is going on"),
              Key.ignored("startOn", "when the schedule begins"),
              Key.ignored("endOn", "when the schedule ends"),
              Key.ignored("completeOn", "when the schedule counts as complete"),
              Key.ignored("timezone", "the zone of the cron expression")),
          fields -> fields.get(CRON));

  private static final Key<Optional<Optional<Located<String>>>> SCHEDULE_KEY =
      Key.optional("schedule", SCHEDULE, "for schedulers; Flarepath itself only shows it");

  private static final Key<List<Job>> DAG =
      Key.required("dag", ListOf.of(DagKeys.ENTRY).with(NameRules.unique("name")), "the jobs");

  private static final Section<Dag> WORKFLOW =
      Section.of(
          "workflow",
          List.of(SharedKeys.TITLE, SCHEDULE_KEY, DAG),
          fields ->
              new Dag(
                  fields.get(SharedKeys.TITLE),
                  fields.get(SCHEDULE_KEY).flatMap(cron -> cron),
                  fields.get(DAG)));

  private static final Key<Optional<Located<String>>> NAME =
      Key.optional("name", Scalar.TEXT.placed(), "the workflow's name")
          .that((name, problems) -> name.ifPresent(n -> NameRules.check(n, "workflow", problems)));

  private static final Key<Optional<String>> DESCRIPTION =
      Key.optional("description", Scalar.TEXT, "what the workflow is for");

  private static final Key<Optional<String>> TYPE =
      Key.optional("type", Choice.only("workflow"), "always `workflow`");

  private static final Key<Dag> WORKFLOW_KEY =
      Key.required("workflow", WORKFLOW, "the jobs, under `dag`");

  /** A whole file. */
  static final Section<Workflow> FILE =
      Section.of(
          "",
          List.of(
              Key.ignored("version", "the version of the envelope, `v1`"),
              NAME,
              TYPE,
              SharedKeys.TAGS,
              SharedKeys.TITLE,
              DESCRIPTION,
              Key.ignored("owner", "whose workflow it is"),
              Key.ignored("layer", "where the original runs it"),
              Key.ignored("workspace", "where the original keeps it"),
              WORKFLOW_KEY),
          EnvelopeKeys::workflow);

  private EnvelopeKeys() {}

  private record Dag(Optional<String> title, Optional<Located<String>> schedule, List<Job> jobs) {}

  private static Workflow workflow(Fields fields) {
    Dag dag = fields.get(WORKFLOW_KEY);
    var source = fields.span().source();
    Optional<Located<String>> written = fields.get(NAME);
    return new Workflow(
        source,
        written.orElseGet(
            () -> new Located<>(NameRules.fromFile(source.name()), source.span(0, 1))),
        fields.get(SharedKeys.TITLE).or(dag::title).orElse(""),
        fields.get(DESCRIPTION).orElse(""),
        dag.schedule(),
        dag.jobs());
  }
}
