package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.LogLevel;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Retry.Strategy;
import io.flarepath.workflow.Schedule;
import io.flarepath.workflow.Schedule.Concurrency;
import io.flarepath.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final String JOB =
      """
            spec:
              stack: flare
              flare:
                job:
                  inputs: [{name: rows, dataset: rows.csv}]
                  outputs: [{name: rows, dataset: "dataos://lake:x/rows"}]
      """;

  private final Map<String, String> files = new HashMap<>();
  private final Problems problems = new Problems();

  @Test
  void readsASchedule() {
    Schedule schedule = corpus("envelope").schedule().orElseThrow();

    assertThat(schedule.cron().value()).isEqualTo("30 2 * * 1-5");
    assertThat(schedule.concurrency()).isEqualTo(Concurrency.FORBID);
    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(schedule.end()).contains(Instant.parse("2022-01-01T23:40:45Z"));
  }

  @Test
  void readsARetry() {
    Workflow workflow = corpus("envelope");

    assertThat(workflow.job("load-orders").flatMap(Job::retry))
        .contains(
            new Retry(
                3,
                Strategy.ON_TRANSIENT_ERROR,
                Duration.ofMinutes(5),
                Optional.of(Duration.ofMinutes(90))));
    assertThat(workflow.job("version").flatMap(Job::retry))
        .contains(new Retry(0, Strategy.ALWAYS, Duration.ofSeconds(10), Optional.empty()));
    assertThat(workflow.job("quality").flatMap(Job::retry)).isEmpty();
  }

  @Test
  void sizesBecomeSettingsOfSparkAndLoseAgainstThem() {
    FlareJob job = (FlareJob) corpus("envelope").job("load-orders").orElseThrow();

    assertThat(values(job.sparkConf()))
        .containsOnly(
            Map.entry("spark.driver.memory", "3000m"),
            Map.entry("spark.driver.cores", "1"),
            Map.entry("spark.kubernetes.driver.limit.cores", "1200m"),
            Map.entry("spark.executor.memory", "2048m"),
            Map.entry("spark.executor.cores", "1"),
            Map.entry("spark.executor.instances", "2"),
            Map.entry("spark.kubernetes.executor.limit.cores", "1.5"),
            Map.entry("spark.sql.shuffle.partitions", "4"));
    assertThat(job.logLevel()).isEqualTo(LogLevel.WARN);
  }

  @Test
  void saysOnceThatTheOriginalsStateServiceIsNotNeeded() {
    corpus("envelope");

    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .contains("`FLARE_AUDIT_MODE` is not needed here")
        .doesNotContain("`STORE_URL` is not needed here");
  }

  @Test
  void takesInTheJobsOfAnotherWorkflow() {
    files.put(
        "jobs/parts/orders.yaml",
        "name: part\nworkflow:\n  dag:\n    - name: extract\n"
            + JOB
            + "    - name: load\n      dependencies: extract\n"
            + JOB);
    Workflow workflow =
        read(
            "name: whole\nworkflow:\n  dag:\n    - name: before\n"
                + JOB
                + "    - name: orders\n      file: parts/orders.yaml\n"
                + "      dependencies: [before]\n      retry: {count: 2}\n"
                + "    - name: after\n      dependencies: orders\n"
                + JOB);

    assertThat(problems.all()).isEmpty();
    assertThat(workflow.jobs())
        .extracting(job -> job.name().value())
        .containsExactly("before", "extract", "load", "after");
    assertThat(dependencies(workflow, "extract")).containsExactly("before");
    assertThat(dependencies(workflow, "load")).containsExactly("extract", "before");
    assertThat(dependencies(workflow, "after")).containsExactly("extract", "load");
    assertThat(workflow.job("load").orElseThrow().name().span())
        .hasToString("jobs/parts/orders.yaml:11:13");
    assertThat(workflow.jobs())
        .extracting(job -> job.retry().isPresent())
        .containsExactly(false, true, true, false);
  }

  // Whether it runs alone or as a part, a job is the same job and has the same state.
  @Test
  void aJobBelongsToTheWorkflowOfItsFile() {
    files.put("jobs/part.yaml", "name: part\nworkflow:\n  dag:\n    - name: load\n" + JOB);
    Workflow workflow =
        read(
            "name: whole\nworkflow:\n  dag:\n    - name: part\n      file: part.yaml\n"
                + "    - name: own\n"
                + JOB);

    assertThat(workflow.jobs())
        .extracting(job -> job.head().workflow())
        .containsExactly("part", "whole");
  }

  @Test
  void takesInWorkflowsThatTakeInWorkflows() {
    files.put("jobs/a/b.yaml", "workflow:\n  dag:\n    - name: c\n      file: ../c.yaml\n");
    files.put("jobs/c.yaml", "workflow:\n  dag:\n    - name: load\n" + JOB);
    Workflow workflow =
        read(
            "workflow:\n  dag:\n    - name: b\n      file: a/b.yaml\n"
                + "    - name: after\n      dependencies: b\n"
                + JOB);

    assertThat(problems.all()).isEmpty();
    assertThat(dependencies(workflow, "after")).containsExactly("load");
    assertThat(workflow.job("load").orElseThrow().head().workflow()).isEqualTo("c");
  }

  @Test
  void anySectionAndAnyListMayStandInAFileOfItsOwn() {
    files.put("jobs/spec.yaml", "stack: flare\nflare: Ref://flare/flare.yaml\n");
    files.put(
        "jobs/flare/flare.yaml",
        """
        job:
          inputs: Ref://inputs.yaml
          outputs: [{name: b, dataset: "dataos://lake:x/b"}]
        """);
    files.put(
        "jobs/flare/inputs.yaml", "inputs:\n- {name: a, dataset: a}\n- {name: b, dataset: b}\n");
    Workflow workflow =
        read("name: whole\nworkflow:\n  dag:\n    - name: load\n      spec: Ref://spec.yaml\n");

    assertThat(problems.all()).isEmpty();
    FlareJob job = (FlareJob) workflow.jobs().get(0);
    assertThat(job.inputs()).extracting(input -> input.name().value()).containsExactly("a", "b");
    assertThat(job.inputs().get(1).name().span()).hasToString("jobs/flare/inputs.yaml:3:10");
  }

  @Test
  void aFileThatRefersToItselfIsToldAndNotFollowed() {
    files.put("jobs/spec.yaml", "stack: flare\nflare: Ref://spec.yaml\n");
    var unused =
        new WorkflowReader(Map.of(), List.of(), path -> Optional.ofNullable(files.get(path)))
            .read(
                source("workflow:\n  dag:\n    - name: a\n      spec: Ref://spec.yaml\n"),
                problems);

    assertThat(problems.all()).hasSize(1);
    assertThat(problems.all().get(0).notes())
        .containsExactly(
            "it refers back to itself: jobs/whole.yaml → jobs/spec.yaml → jobs/spec.yaml");
  }

  private Workflow read(String text) {
    return new WorkflowReader(
            Map.of(), Functions.signatures(), path -> Optional.ofNullable(files.get(path)))
        .read(source(text), problems)
        .orElseThrow(() -> new AssertionError(problems.all().toString()));
  }

  private Workflow corpus(String name) {
    String file = "workflows/" + name + ".yaml";
    return new WorkflowReader(Map.of(), Functions.signatures(), path -> Optional.empty())
        .read(new Source(file, Golden.text(file)), problems)
        .orElseThrow(() -> new AssertionError(problems.all().toString()));
  }

  private static Source source(String text) {
    return new Source("jobs/whole.yaml", text);
  }

  private static List<String> dependencies(Workflow workflow, String job) {
    return workflow.job(job).orElseThrow().dependencies().stream().map(Located::value).toList();
  }

  private static Map<String, String> values(Map<String, Located<String>> located) {
    Map<String, String> values = new HashMap<>();
    located.forEach((key, value) -> values.put(key, value.value()));
    return values;
  }
}
