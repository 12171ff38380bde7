package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of a workflow before any engine starts; {@code plan-faults/} has the words. */
class WorkflowPlannerTest {

  private static final Map<String, String> FAULTS = new LinkedHashMap<>();

  static {
    fault("unknown-depot", usual().fromDataset("dataos://icebas:retail/events"));
    fault("depot-that-is-nothing-like", usual().toDataset("dataos://warehouse:retail/copy"));
    fault("output-into-files", usual().toDataset("dataos://files:none/copy"));
    fault("dataset-named-as-in-sql", usual().fromDataset("icebase.retail.events"));
    fault("output-into-a-path", usual().toDataset("/data/copy"));
    fault("database-without-a-table", usual().fromDataset("dataos://pg:none"));
    fault("no-address", usual().fromDataset("dataos://icebase"));
    fault("no-collection", usual().toDataset("dataos://icebase:none/copy"));
    fault("table-with-a-slash", usual().toDataset("dataos://icebase:retail/a/b"));
    fault("files-without-a-format", usual().whole().fromDataset("dataos://files:none/events"));
    fault("window-sql-is-no-sql", usual().window("select * frm all_events"));
    fault(
        "window-sql-ends-too-early",
        usual().window("select * from all_events where at > '$|start|' and"));
    fault("key-sql-is-no-sql", usual().key("end", "sql: select to_timestamp('$|start|') +"));
    fault("step-is-no-sql", usual().step("out", "SELECT at, id FROM events WHER id > 1"));
    fault("step-writes", usual().step("out", "INSERT INTO x SELECT * FROM events"));
    fault("step-drops", usual().step("out", "DROP TABLE icebase.retail.events"));
    fault("step-reads-nobodys-view", usual().step("out", "SELECT * FROM event"));
    fault(
        "step-reads-a-later-view", usual().step("a", "SELECT * FROM b").step("b", "SELECT 1 AS x"));
    fault("output-of-nobodys-view", usual().output("evnts", "second"));
    fault("window-reads-nobodys-view", usual().window("select * from every_event"));
    fault("one-table-twice", usual().step("out", "SELECT * FROM events").output("events", "copy"));
    fault("codec-that-iceberg-does-not-know", usual().options("compressionType: znappy"));
    fault("codec-that-spark-does-not-bring", usual().options("compressionType: brotli"));
    fault(
        "writer-options-of-our-own",
        usual()
            .options(
                "extraOptions: {Overwrite-Mode: dynamic, mergeSchema: true, snapshot-property.x: y}"));
    fault("properties-of-our-own", usual().properties("flarepath.state.load.a.b: '1'"));
    fault("output-into-a-branch", usual().options("extraOptions: {branch: dev}"));
    fault("partition-by-on-a-table", usual().options("partitionBy: [at, id]").partitionedBy(""));
    fault("partition-by-beside-a-spec", usual().options("partitionBy: [id]"));
    fault(
        "columns-that-the-result-lacks",
        usual()
            .step("out", "SELECT at, e.id, count(*) AS n FROM events e GROUP BY 1, 2")
            .options(
                "sort: {mode: partition, columns: [{name: idd, order: desc}, {name: n, order: asc}]}")
            .partitionedBy("- {type: day, column: att, name: at_day}")
            .assertions("- {column: m, tests: [max > 1]}\n- {column: N, tests: [max > 1]}"));
    fault(
        "assertions-of-an-output",
        usual()
            .assertions(
                """
                - {sql: SELECT count(*) AS total FROM evnts, tests: [total > 1]}
                - {sql: SELECT count(*) AS total FROM source s JOIN events USING (id), tests: [total > 1]}
                - {column: id, filter: id >, tests: [max > 1]}
                """));
    fault(
        "merge-that-is-no-sql",
        usual()
            .options("merge: {onClause: old.id = = new.id, whenClause: matched then updat set *}"));
    fault(
        "unknown-catalog",
        usual()
            .step("out", "SELECT * FROM events WHERE id NOT IN (SELECT id FROM icbase.retail.x)"));
    FAULTS.put(
        "sort-order-that-is-none",
        UpkeepJob.with(
                """
                actions:
                  - {name: rewrite_dataset, input: rows, options: {strategy: sort, sortOrder: id DSC}}
                  - {name: rewrite_dataset, input: rows, options: {strategy: sort, sortOrder: "id DESC NULLS LAST, at"}}
                  - {name: rewrite_dataset, input: rows, options: {strategy: sort, sortOrder: "zorder(id, at)"}}
                """)
            .yaml());
    fault("slice-replaces-the-table", usual().properties(""));
    fault(
        "several-at-once",
        usual()
            .fromDataset("dataos://icebas:retail/events")
            .key("end", "sql: select")
            .step("out", "SELECT * FROM event")
            .toDataset("dataos://files:none/copy"));
    fault(
        "stream-of-a-database",
        usual()
            .moreInput("- {name: more, dataset: dataos://pg:public/more, isStream: true}")
            .step("out", "SELECT * FROM more"));
    fault(
        "stream-of-a-query",
        usual()
            .moreInput("- {name: more, query: select 1 as id, isStream: true}")
            .step("out", "SELECT * FROM more"));
    FAULTS.put(
        "stream-and-incremental",
        usual().yaml().replaceFirst("(\\s+)incremental:", "$1isStream: true$1incremental:"));
    FAULTS.put(
        "stream-without-end",
        usual()
            .moreInput("- {name: more, dataset: dataos://icebase:retail/more, isStream: true}")
            .step("out", "SELECT * FROM more")
            .yaml()
            .replaceFirst("(\\s+)outputs:", "$1streaming: {triggerMode: Continuous}$1outputs:"));
    FAULTS.put(
        "unknown-dependency", LoadJob.workflow("two", named("one"), named("two").after("on")));
    FAULTS.put(
        "cycle",
        LoadJob.workflow(
            "three", named("a").after("c"), named("b").after("a"), named("c").after("b")));
    FAULTS.put("waits-for-itself", LoadJob.workflow("one", named("a").after("a")));
    FAULTS.put("job-of-nothing", UpkeepJob.with("explain: true").yaml());
    FAULTS.put(
        "actions-on-what-is-no-table",
        UpkeepJob.with(
                """
                actions:
                  - {name: rewrite_manifests, input: row}
                  - {name: rewrite_manifests, input: more}
                  - {name: expire_snapshots, input: snapshots}
                  - {name: delete_from_dataset, input: rows, deleteWhere: id in (select id from nobody)}
                  - {name: delete_from_dataset, input: rows, deleteWhere: id = = 3}
                """)
            .alsoReading("{name: more, dataset: 'dataos://files:raw/more.csv'}")
            .alsoReading("{name: snapshots, dataset: 'dataos://icebase:retail/events.snapshots'}")
            .yaml());
    FAULTS.put(
        "conditions-that-are-none",
        UpkeepJob.with(
                """
                assertions:
                  - {column: id, filter: id >, tests: [max > 1]}
                  - {sql: DELETE FROM rows, tests: [total > 1]}
                  - {sql: SELECT count(*) AS total FROM nobody, tests: [total > 1]}
                profile: {filters: [id > 1, id > 1)]}
                """)
            .yaml());
    FAULTS.put(
        "upkeep-without-inputs",
        """
        name: one
        workflow:
          dag:
            - name: keep
              spec:
                stack: flare:6.0
                stackSpec:
                  job:
                    steps:
                      - sequence: [{name: out, sql: SELECT 1 AS id}]
                    outputs:
                      - {name: out, dataset: 'dataos://icebase:retail/copy', options: {saveMode: append}}
                    profile: {level: basic}
        """);
    FAULTS.put("context-with-a-dot", usual().yaml().replace("all_events", "all.events"));
    FAULTS.put(
        "contexts-differ",
        usual()
            .moreInput(
                """
                - name: more
                  dataset: dataos://icebase:retail/more
                  incremental:
                    context: all_events
                    sql: select * from all_events where at > '$|start|'
                    keys: [{name: start, default: '2024-01-02'}]
                """)
            .yaml());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatTheGoldenFileSays(String fault) {
    Golden.assertMatches(
        "plan-faults/" + fault + ".txt",
        TextRenderer.plain().render(found(FAULTS.getOrDefault(fault, ""))));
  }

  @Test
  void everyGoldenFileHasItsFault() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path("plan-faults"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(FAULTS.keySet());
    }
  }

  @Test
  void theUsualWorkflowHasNoFault() {
    assertThat(found(usual().yaml())).isEmpty();
  }

  @Test
  void jobsComeAfterThoseThatTheyDependOn() {
    RunPlan plan =
        Plans.plan(
            LoadJob.workflow(
                "five",
                named("e").to("e").after("d", "b"),
                named("d").to("d").after("a"),
                named("c").to("c"),
                named("b").to("b").after("a"),
                named("a").to("a")));
    assertThat(plan.jobs())
        .extracting(job -> job.name().value())
        .containsExactly("a", "d", "b", "e", "c");
    assertThat(plan.jobs().get(3).dependencies()).containsExactly("d", "b");
  }

  @Test
  void addressesBecomeTablesAndPaths() {
    JobPlan.Load job =
        Plans.load(
            usual()
                .fromDataset("dataos://files:raw/events.csv.gz")
                .toDataset("dataos://icebase:a.b?acl=rw"));
    assertThat(job.inputs().get(0).source()).hasToString("data/raw/events.csv.gz");
    assertThat(job.outputs().get(0).table()).hasToString("icebase.a.b.events");
    assertThat(job.outputs().get(0).table().quoted()).isEqualTo("`icebase`.`a`.`b`.`events`");
  }

  @Test
  void otherPathsAreLeftToHadoop() {
    JobPlan.Load job = Plans.load(usual().whole().fromDataset("s3a://bucket/events.parquet"));
    assertThat(job.inputs().get(0).source()).hasToString("s3a://bucket/events.parquet");
  }

  @Test
  void untilAndTheStateAreParsedToo() {
    String yaml =
        LoadJob.daily()
            .incremental("until: \"-- so far\\n (select max(at) form all_events)\"")
            .state("- {key: start, value: 'date_add($|end|, '}")
            .yaml();
    assertThat(found(yaml))
        .extracting(found -> found.code().name() + " line " + found.place().orElseThrow().line())
        .containsExactlyInAnyOrder(
            "SQL_SYNTAX line " + line(yaml, "until:"), "SQL_SYNTAX line " + line(yaml, "date_add"));
  }

  private static long line(String yaml, String word) {
    return yaml.substring(0, yaml.indexOf(word)).lines().count();
  }

  static Stream<String> faults() {
    return FAULTS.keySet().stream();
  }

  private static List<Diagnostic> found(String yaml) {
    Problems problems = new Problems();
    new WorkflowReader(Map.of())
        .read(new Source("jobs/test.yaml", yaml), problems)
        .ifPresent(
            read ->
                new WorkflowPlanner(Plans.SETTINGS, new CatalystSqlParser(), Plans.STRATEGIES)
                    .plan(read, problems));
    return problems.all();
  }

  private static void fault(String name, LoadJob job) {
    FAULTS.put(name, job.yaml());
  }

  private static LoadJob usual() {
    return LoadJob.daily();
  }

  private static LoadJob named(String name) {
    return LoadJob.named(name);
  }
}
