package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.window.Bounds;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.ForeignJob;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.LogLevel;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.PartitionField.Transform;
import io.flarepath.workflow.Sort;
import io.flarepath.workflow.StepSource;
import io.flarepath.workflow.ToolboxJob;
import io.flarepath.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowReaderTest {

  private final Problems problems = new Problems();

  @Test
  void readsTheEnvelopeOfTheOriginalsIncrementalWorkflow() {
    Workflow workflow = workflow("orders.yaml");

    assertThat(problems.all()).noneMatch(Diagnostic::isError);
    assertThat(workflow.name().value()).isEqualTo("orders-by-month");
    assertThat(workflow.name().span()).hasToString("workflows/orders.yaml:2:7");
    assertThat(workflow.title()).isEqualTo("Orders by month");
    assertThat(workflow.description()).isEqualTo("Orders, a month at a time.");
    assertThat(workflow.schedule()).isEmpty();
    assertThat(workflow.jobs())
        .extracting(job -> job.name().value())
        .containsExactly("load-orders", "set-version");
    assertThat(workflow.jobs().get(0).title()).isEqualTo("Load the orders");
  }

  /** Where files are and how they are written is no story about the table. */
  @Test
  void otherWordsLeaveIcebergsOwnPropertiesAlone() {
    String text =
        Golden.text("workflows/orders.yaml")
            .replace(
                "properties:",
                """
                properties:
                                      write.data.path: s3://prod-data/orders
                                      owner: prod team
                """);
    Workflow workflow =
        new WorkflowReader(Map.of("LAKE", "dataos://lake:retail"))
            .read(new Source("x.yaml", text), problems)
            .orElseThrow();
    assertThat(
            flare(workflow.reworded(words -> words.replace("prod", "***")), 0)
                .outputs()
                .get(0)
                .properties())
        .extractingByKeys("write.data.path", "owner")
        .extracting(Located::value)
        .containsExactly("s3://prod-data/orders", "*** team");
  }

  @Test
  void readsAnIncrementalInputWithItsPlaces() {
    Input input = flare(workflow("orders.yaml"), 0).inputs().get(0);

    assertThat(input.name().value()).isEqualTo("orders_in");
    assertThat(address(input)).isEqualTo("dataos://lake:retail/orders");
    assertThat(input.format().map(Located::value)).contains(Formats.ICEBERG);
    KeySql incremental = keySql(input);
    assertThat(incremental.span()).hasToString("workflows/orders.yaml:28:17");
    assertThat(incremental.context().value()).isEqualTo("all_orders");
    assertThat(incremental.sql().text())
        .startsWith("select * from all_orders")
        .endsWith("'$|end|'");
    assertThat(incremental.keys())
        .extracting(key -> key.name().value())
        .containsExactly("start", "end");
    assertThat(incremental.keys().get(1).sql().orElseThrow().text())
        .isEqualTo("select to_timestamp('$|start|') + INTERVAL '1' MONTH");
    assertThat(incremental.rollover())
        .singleElement()
        .satisfies(
            rollover -> {
              assertThat(rollover.key().value()).isEqualTo("start");
              assertThat(rollover.value().text()).isEqualTo("end");
            });
    assertThat(incremental.window()).isEmpty();
    assertThat(incremental.catchUp()).isFalse();
  }

  @Test
  void readsAnOutput() {
    FlareJob job = flare(workflow("orders.yaml"), 0);
    Output output = job.outputs().get(0);

    assertThat(job.explain()).isTrue();
    assertThat(job.logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(job.steps()).isEmpty();
    assertThat(output.saveMode().map(Located::value)).contains(Output.SaveMode.OVERWRITE);
    assertThat(output.dynamicOverwrite()).isTrue();
    assertThat(output.onLeak()).isEqualTo(Output.OnLeak.FAIL);
    assertThat(values(output.properties()))
        .containsExactly(
            Map.entry("write.format.default", "parquet"),
            Map.entry("write.metadata.compression-codec", "gzip"));
    assertThat(output.sort().orElseThrow().mode()).isEqualTo(Sort.Mode.GLOBAL);
    assertThat(output.sort().orElseThrow().columns())
        .extracting(Sort.Column::order)
        .containsExactly(Sort.Order.DESC);
    assertThat(output.partitioning())
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.transform().value()).isEqualTo(Transform.DAY);
              assertThat(field.column().value()).isEqualTo("ordered_at");
              assertThat(field.name().map(Located::value)).contains("ordered_day");
              assertThat(field.size()).isEmpty();
            });
  }

  @Test
  void readsAToolboxJob() {
    Job job = workflow("orders.yaml").jobs().get(1);

    assertThat(job)
        .isInstanceOfSatisfying(
            ToolboxJob.class,
            toolbox -> {
              assertThat(toolbox.dataset().value()).isEqualTo("dataos://lake:clean/orders?acl=rw");
              assertThat(toolbox.version().value()).isEqualTo("latest");
              assertThat(toolbox.dependencies())
                  .extracting(Located::value)
                  .containsExactly("load-orders");
            });
  }

  @Test
  void readsSparkSettingsInEachOfTheirForms() {
    Workflow workflow = workflow("spark-conf.yaml");

    assertThat(problems.all()).isEmpty();
    assertThat(values(flare(workflow, 0).sparkConf()))
        .contains(
            Map.entry("spark.driver.memory", "1024m"),
            Map.entry("spark.executor.memory", "3000m"),
            Map.entry("spark.sql.ansi.enabled", "true"),
            Map.entry("spark.sql.session.timeZone", "UTC"),
            Map.entry("spark.sql.shuffle.partitions", "8"));
    assertThat(values(flare(workflow, 1).sparkConf()))
        .as("the innermost wins")
        .containsOnly(Map.entry("spark.sql.shuffle.partitions", "2"));
  }

  @Test
  void readsWhatIsWrittenLoosely() {
    Workflow workflow = workflow("spark-conf.yaml");
    FlareJob first = flare(workflow, 0);
    FlareJob second = flare(workflow, 1);

    assertThat(workflow.schedule().map(schedule -> schedule.cron().value())).contains("0 3 * * *");
    assertThat(first.inputs()).as("one input without a list").hasSize(1);
    assertThat(values(first.inputs().get(0).options()))
        .containsOnly(Map.entry("header", "true"), Map.entry("sep", "|"));
    assertThat(first.inputs().get(0).format().map(Located::value)).contains(Formats.CSV);
    assertThat(first.outputs().get(0).format().map(Located::value)).contains(Formats.ICEBERG);
    assertThat(second.explain()).isTrue();
    assertThat(second.outputs()).as("null is an empty list").isEmpty();
    assertThat(second.dependencies())
        .extracting(Located::value)
        .containsExactly("as-a-list", "elsewhere");
  }

  @Test
  void readsTheStepsOfEverySequenceInOrder() {
    List<FlareStep> steps = flare(workflow("spark-conf.yaml"), 0).steps();

    assertThat(steps).extracting(step -> step.name().value()).containsExactly("clean", "large");
    assertThat(sql(steps.get(0)).text())
        .isEqualTo("-- the cities\nSELECT DISTINCT *\n  FROM cities\n");
  }

  @Test
  void pointsIntoBlocksOfSql() {
    FlareStep clean = flare(workflow("spark-conf.yaml"), 0).steps().get(0);
    int from = sql(clean).text().indexOf("cities\n", 20);

    assertThat(sql(clean).span(0, 2)).hasToString("workflows/spark-conf.yaml:33:23");
    assertThat(sql(clean).span(from, from + 6)).hasToString("workflows/spark-conf.yaml:35:30");
  }

  @Test
  void readsABareWorkflowWithTheSpellingsOfTheFirstVersion() {
    Workflow workflow = workflow("bare_Workflow.v1.yaml");
    Input input = flare(workflow, 0).inputs().get(0);
    KeySql incremental = keySql(input);

    assertThat(workflow.name().value()).as("the file's name").isEqualTo("bare-workflow");
    assertThat(workflow.title()).isEqualTo("Rows one by one");
    assertThat(address(input)).isEqualTo("dataos://lake:retail/rows");
    assertThat(incremental.keys().get(0).fixed().map(Located::value)).contains("0");
    assertThat(incremental.keys().get(0).sql()).isEmpty();
    assertThat(incremental.rollover())
        .singleElement()
        .satisfies(
            rollover -> {
              assertThat(rollover.key().value()).isEqualTo("first");
              assertThat(rollover.value().text()).isEqualTo("last");
            });
    KeySql.DeclaredWindow window = incremental.window().orElseThrow();
    assertThat(window.column().value()).isEqualTo("id");
    assertThat(window.bounds()).isEqualTo(Bounds.CLOSED_OPEN);
    assertThat(incremental.until().orElseThrow().text()).isEqualTo("select 1000");
    assertThat(incremental.catchUp()).isTrue();
  }

  @Test
  void readsSizesOfPartitionsAndWhatToDoWithLeaks() {
    Output output = flare(workflow("bare_Workflow.v1.yaml"), 0).outputs().get(0);

    assertThat(output.onLeak()).isEqualTo(Output.OnLeak.DROP);
    assertThat(output.dynamicOverwrite()).isTrue();
    assertThat(output.properties()).isEmpty();
    assertThat(output.sort())
        .contains(
            new Sort(
                Sort.Mode.PARTITION,
                List.of(
                    new Sort.Column(
                        output.sort().orElseThrow().columns().get(0).name(),
                        Sort.Order.DESC_NULLS_LAST))));
    assertThat(output.partitioning())
        .extracting(field -> field.size().orElse(0))
        .containsExactly(16, 10);
    assertThat(output.partitioning().get(0).name().map(Located::value)).contains("id_bucket");
  }

  @Test
  void keepsJobsOfOtherStacksAndSaysThatTheyAreSkipped() {
    Workflow workflow = workflow("bare_Workflow.v1.yaml");

    assertThat(workflow.jobs().get(1))
        .isInstanceOfSatisfying(
            ForeignJob.class, job -> assertThat(job.stack().value()).isEqualTo("scanner:1.0"));
    assertThat(problems.all()).extracting(Diagnostic::code).containsExactly(Code.OTHER_STACK);
    assertThat(problems.hasErrors()).isFalse();
  }

  @Test
  void followsAliasesAndMergedKeys() {
    Workflow workflow = workflow("anchors.yaml");

    assertThat(problems.all()).isEmpty();
    for (int job = 0; job < 2; job++) {
      assertThat(flare(workflow, job).outputs())
          .extracting(output -> output.name().value())
          .containsExactly("shops", "shops_too");
      assertThat(flare(workflow, job).outputs().get(1).saveMode().map(Located::value))
          .contains(Output.SaveMode.APPEND);
    }
  }

  @Test
  void returnsTheWorkflowBesideErrorsThatDoNotHideIt() {
    String text = Golden.text("workflows/orders.yaml").replace("saveMode", "saveMod");

    assertThat(new WorkflowReader(Map.of()).read(new Source("x.yaml", text), problems)).isPresent();
    assertThat(problems.all())
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::code)
        .containsExactly(Code.UNKNOWN_KEY);
  }

  @Test
  void returnsNothingWhereAPartCouldNotBeRead() {
    String text =
        Golden.text("workflows/orders.yaml").replace("context: all_orders", "catchUp: no");

    assertThat(new WorkflowReader(Map.of()).read(new Source("x.yaml", text), problems)).isEmpty();
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly("`context` is missing in `inputs[].incremental`");
  }

  @Test
  void pointsPastWhatAVariablePutsIn() {
    String text =
        Golden.text("workflows/orders.yaml")
            .replace("from all_orders where", "from ${TABLE} where '$|none|' = '' and");
    Optional<Workflow> workflow =
        new WorkflowReader(Map.of("TABLE", "a_table_of_a_very_long_name"))
            .read(new Source("x.yaml", text), problems);

    assertThat(keySql(flare(workflow.orElseThrow(), 0).inputs().get(0)).sql().text())
        .startsWith("select * from a_table_of_a_very_long_name where '$|none|'");
    Diagnostic problem =
        problems.all().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    assertThat(problem.code()).isEqualTo(Code.UNKNOWN_PLACEHOLDER);
    int column = problem.place().orElseThrow().column();
    String line = problem.place().orElseThrow().source().line(30);
    assertThat(line.substring(column - 1)).startsWith("$|none|");
  }

  @Test
  void readsSystemPropertiesByDefault() {
    String text = "name: ${user.dir}x${no.such.property}\nworkflow: 1\n";
    var unused =
        new WorkflowReader(WorkflowReader.environment()).read(new Source("x.yaml", text), problems);

    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .contains("the variable `no.such.property` is not set")
        .doesNotContain("the variable `user.dir` is not set");
  }

  @Test
  void findsTheSameProblemsWithEitherLineEnd() {
    String text = Golden.text("diagnostics/all-at-once.yaml");
    Problems windows = new Problems();
    var one = new WorkflowReader(Map.of()).read(new Source("x", text), problems);
    var two =
        new WorkflowReader(Map.of()).read(new Source("x", text.replace("\n", "\r\n")), windows);

    assertThat(one).isEmpty();
    assertThat(two).isEmpty();
    assertThat(TextRenderer.plain().render(windows.all()))
        .isEqualTo(TextRenderer.plain().render(problems.all()));
  }

  private Workflow workflow(String file) {
    Source source = new Source("workflows/" + file, Golden.text("workflows/" + file));
    Optional<Workflow> workflow =
        new WorkflowReader(Map.of("LAKE", "dataos://lake:retail")).read(source, problems);
    assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
    return workflow.orElseThrow();
  }

  private static FlareJob flare(Workflow workflow, int job) {
    return (FlareJob) workflow.jobs().get(job);
  }

  private static Passage sql(FlareStep step) {
    return ((StepSource.Sql) step.source()).text();
  }

  private static KeySql keySql(Input input) {
    return (KeySql) input.incremental().orElseThrow();
  }

  private static Map<String, String> values(Map<String, Located<String>> located) {
    Map<String, String> values = new LinkedHashMap<>();
    located.forEach((key, value) -> values.put(key, value.value()));
    return values;
  }

  private static String address(Input input) {
    return ((Input.Origin.Dataset) input.origin()).address().value();
  }
}
