package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.source.DataSource;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.table.Column;
import io.flarepath.workflow.Output.SaveMode;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs that are no Iceberg tables; {@code sink-faults/} has what there is to say of them. */
class SinksTest {

  private static final String STATE = "icebase.flarepath.state";

  private static final Map<String, LoadJob> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("pattern", sink("dataset: dataos://files:out/*.csv", "saveMode: append"));
    FAULTS.put(
        "only-read",
        sink("dataset: dataos://files:out/rows\n  format: binaryFile", "saveMode: append"));
    FAULTS.put(
        "iceberg-by-path",
        sink("dataset: dataos://files:out/rows\n  format: iceberg", "saveMode: append"));
    FAULTS.put("topic-overwritten", sink("dataset: dataos://topic:none/t", "saveMode: overwrite"));
    FAULTS.put(
        "csv-in-a-database",
        sink("dataset: dataos://pg:public/t\n  format: csv", "saveMode: append"));
    FAULTS.put("no-table", sink("dataset: dataos://pg:none", "saveMode: append"));
    FAULTS.put("no-table-by-address", sink("dataset: jdbc:postgresql://h/db", "saveMode: append"));
    FAULTS.put("no-database", sink("dataset: t\n  format: jdbc", "saveMode: append"));
    FAULTS.put("made-up", sink("dataset: x\n  format: datagen", "saveMode: append"));
    FAULTS.put(
        "idle-keys-of-files",
        sink(
            "dataset: out/rows.csv",
            """
            saveMode: append
            iceberg:
              properties: {write.format.default: parquet}
              partitionSpec: [{type: day, column: at, name: at_day}]
              merge: {onClause: old.id = new.id, whenClause: matched then delete}
            """));
    FAULTS.put(
        "idle-keys-of-a-database",
        sink(
            "dataset: dataos://pg:public/t",
            """
            saveMode: append
            partitionBy: [day]
            compressionType: gzip
            sort: {columns: [{name: id}]}
            """));
    FAULTS.put(
        "idle-keys-of-a-table",
        LoadJob.daily().options("partitionBy: day\ncompressionType: snappy"));
    FAULTS.put("window-by-window", sink("dataset: out/rows.csv", "saveMode: overwrite"));
    FAULTS.put(
        "window-by-window-in-a-database",
        sink("dataset: dataos://pg:public/t", "saveMode: overwrite"));
    FAULTS.put("first-window-only", sink("dataset: out/rows.csv", "saveMode: ignore"));
    FAULTS.put("climbing", sink("dataset: dataos://files:out/../x", "saveMode: append"));
    FAULTS.put("root-of-a-file-system", sink("dataset: /\n  format: json", "saveMode: append"));
    FAULTS.put(
        "bucket", sink("dataset: s3a://lake/x/..\n  format: json", "saveMode: overwrite").whole());
    FAULTS.put(
        "root-of-a-depot", sink("dataset: ./data/\n  format: json", "saveMode: overwrite").whole());
    FAULTS.put(
        "output-in-it",
        sink("dataset: dataos://files:out\n  format: json", "saveMode: overwrite")
            .whole()
            .step("more", "SELECT * FROM events")
            .moreOutput(
                "- name: more\n  dataset: dataos://files:out/events/x\n  format: json\n  options: {saveMode: append}"));
    FAULTS.put(
        "one-place-twice",
        sink("dataset: out/rows.csv", "saveMode: append")
            .step("more", "SELECT * FROM events")
            .moreOutput("- name: more\n  dataset: out/rows.csv\n  options: {saveMode: append}"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatTheGoldenFileSays(String fault) {
    LoadJob job = Optional.ofNullable(FAULTS.get(fault)).orElseThrow();
    Golden.assertMatches(
        "sink-faults/" + fault + ".txt", TextRenderer.plain().render(found(job, STATE)));
  }

  @Test
  void everyGoldenFileHasItsFault() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path("sink-faults"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(FAULTS.keySet());
    }
  }

  @Test
  void jobsThatRunSideBySideNeedTwoFolders() {
    String output =
        "- name: events\n  dataset: dataos://files:out/rows.csv\n  options: {saveMode: append}";
    LoadJob east = LoadJob.named("east").withoutTable().moreOutput(output);
    assertThat(
            found(
                LoadJob.workflow(
                    "two", east, LoadJob.named("west").withoutTable().moreOutput(output)),
                STATE))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(Code.SHARED_FOLDER);
              assertThat(said.message())
                  .isEqualTo(
                      "the jobs `east` and `west` may write to data/out/rows.csv at the same time");
            });
    String outer =
        "- name: events\n  dataset: data/out\n  format: csv\n  options: {saveMode: append}";
    assertThat(
            found(
                LoadJob.workflow(
                    "nested", east, LoadJob.named("west").withoutTable().moreOutput(outer)),
                STATE))
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.message())
                    .isEqualTo(
                        "the jobs `east` and `west` may write to data/out/rows.csv and data/out at"
                            + " the same time"));
    assertThat(
            found(
                LoadJob.workflow(
                    "three",
                    east,
                    LoadJob.named("middle").after("east"),
                    LoadJob.named("west").after("middle").withoutTable().moreOutput(output)),
                STATE))
        .isEmpty();
  }

  @Test
  void aStateNeedsATableThatCanBe() {
    LoadJob job = sink("dataset: out/rows.csv", "saveMode: append");
    assertThat(found(job, "state"))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.message()).isEqualTo("there is no table for the state of `load`");
              assertThat(said.notes())
                  .containsExactly(
                      "the job is incremental, but none of its outputs is an Iceberg table",
                      "`flarepath.run.state-table` is `state`");
            });
    assertThat(found(job, "icebas.flarepath.state"))
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.notes())
                  .contains(
                      "`flarepath.run.state-table` is `icebas.flarepath.state`, but the settings define no catalog `icebas`");
              assertThat(said.help()).containsExactly("did you mean `icebase`?");
            });
    assertThat(found(job.whole(), "state")).isEmpty();
  }

  @Test
  void aStateHasOneHomeOnly() {
    assertThat(load(sink("dataset: out/rows.csv", "saveMode: append")).outputs())
        .singleElement()
        .satisfies(
            output -> {
              assertThat(output.table()).hasToString(STATE);
              assertThat(output.content()).isEqualTo(Content.STATE);
            });
    LoadJob mixed =
        LoadJob.daily()
            .step("out", "SELECT * FROM events")
            .moreOutput("- name: events\n  dataset: out/rows.csv\n  options: {saveMode: append}");
    assertThat(load(mixed).outputs())
        .extracting(output -> output.table() + " " + output.content())
        .containsExactly("icebase.retail.copy RESULT");
    assertThat(load(sink("dataset: out/rows.csv", "saveMode: append").state("")).outputs())
        .isEmpty();
  }

  @Test
  void connectorsAreToldWhereToWrite() {
    assertThat(options("dataset: dataos://topic:none/t"))
        .isEqualTo(Map.of("kafka.bootstrap.servers", "h:9092", "topic", "t"));
    assertThat(options("dataset: dataos://pg:public/t"))
        .isEqualTo(Map.of("url", "jdbc:postgresql://h/db", "user", "u", "dbtable", "public.t"));
    assertThat(options("dataset: 'jdbc:x:y'\n  options: {extraOptions: {dbtable: t}}"))
        .isEqualTo(Map.of("url", "jdbc:x:y"));
  }

  @ParameterizedTest
  @CsvSource({
    "dataos://files:out, data/out/events",
    "dataos://files:out/, data/out/events",
    "dataos://files:out?acl=rw, data/out/events",
    "dataos://files:none, data/events",
    "dataos://files:none/?acl=rw, data/events",
    "'dataos://files:', data/events",
    "files:out, data/out/events",
    "dataos://files:out/rows/, data/out/rows",
    "out/rows, out/rows",
  })
  void anAddressWithoutADatasetIsAFolderCalledLikeTheOutput(String dataset, String path) {
    LoadJob job = sink("dataset: '%s'\n  format: json".formatted(dataset), "saveMode: append");
    assertThat(load(job).sinks().get(0).target()).hasToString(path);
  }

  @Test
  void aFolderMayNotBeReplacedThatAnInputIsIn() {
    String job =
        InputJob.reading("dataset: dataos://files:out/rows/a.json")
            .yaml()
            .replace(
                "dataset: dataos://icebase:retail/copy",
                "dataset: dataos://files:out/rows\n                format: json");
    assertThat(found(job, STATE))
        .filteredOn(Diagnostic::isError)
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(Code.FOLDER_SHARED_WITH_OTHERS);
              assertThat(said.notes())
                  .containsExactly("the input `rows` reads data/out/rows/a.json, in this folder");
            });
  }

  @Test
  void aTopicIsAddedToWithoutBeingAsked() {
    SinkPlan sink =
        load(LoadJob.daily()
                .withoutTable()
                .moreOutput("- name: events\n  dataset: dataos://topic:none/t"))
            .sinks()
            .get(0);
    assertThat(sink.saveMode()).isEqualTo(SaveMode.APPEND);
    assertThat(new SinkWrite(sink, List.of()).reason()).isEqualTo("kafka only accepts appends");
  }

  @Test
  void aRecordIsMadeOfItsValue() {
    SinkPlan sink =
        load(LoadJob.daily()
                .withoutTable()
                .moreOutput("- name: events\n  dataset: dataos://topic:none/t"))
            .sinks()
            .get(0);
    new SinkWrite(sink, List.of(new Column("value", "string"))).checkRecords();
    assertThatThrownBy(
            () -> new SinkWrite(sink, List.of(new Column("id", "bigint"))).checkRecords())
        .hasMessage("the result `events` has no column `value`");
    assertThatThrownBy(
            () -> new SinkWrite(sink, List.of(new Column("value", "bigint"))).checkRecords())
        .hasMessage("the column `value` of a record cannot be bigint");
  }

  static Stream<String> faults() {
    return FAULTS.keySet().stream();
  }

  private static Map<String, String> options(String target) {
    LoadJob job = LoadJob.daily().withoutTable().moreOutput("- name: events\n  " + target);
    return ((DataSource.Connector) load(job).sinks().get(0).target()).options();
  }

  private static LoadJob sink(String target, String options) {
    return LoadJob.daily()
        .withoutTable()
        .moreOutput("- name: events\n  %s\n  options:\n%s".formatted(target, options.indent(4)));
  }

  private static JobPlan.Load load(LoadJob job) {
    Problems problems = new Problems();
    Optional<RunPlan> plan = plan(job.yaml(), STATE, problems);
    problems.throwIfErrors();
    return (JobPlan.Load) plan.orElseThrow().jobs().get(0);
  }

  private static List<Diagnostic> found(LoadJob job, String stateTable) {
    return found(job.yaml(), stateTable);
  }

  private static List<Diagnostic> found(String yaml, String stateTable) {
    Problems problems = new Problems();
    plan(yaml, stateTable, problems);
    return problems.all();
  }

  private static Optional<RunPlan> plan(String yaml, String stateTable, Problems problems) {
    Settings settings =
        new Settings(
            Map.of(
                "icebase", new Depot.Iceberg("icebase", "icebase"),
                "files", new Depot.Files("files", "data"),
                "pg", new Depot.Jdbc("pg", "jdbc:postgresql://h/db", Map.of("user", "u")),
                "topic",
                    new Depot.Connector(
                        "topic", "kafka", Map.of("kafka.bootstrap.servers", "h:9092"))),
            Map.of("icebase", new CatalogSettings("icebase", Map.of("type", "in-memory"))),
            Map.of(),
            new RunSettings(
                3,
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                2,
                "UTC",
                "target",
                "target/runs",
                stateTable,
                false));
    return new WorkflowReader(Map.of())
        .read(new Source("jobs/test.yaml", yaml), problems)
        .flatMap(
            read ->
                new WorkflowPlanner(settings, new CatalystSqlParser(), Plans.STRATEGIES)
                    .plan(read, problems));
  }
}
