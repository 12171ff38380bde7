package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.Plans;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which jobs run after others because of what they read and write. */
class RunOrderTest {

  private static final String WRITES_T =
      load("later", "dataos://icebase:x/s", "dataos://icebase:x/t");

  @Test
  void whoReadsATableRunsAfterWhoWritesIt() {
    RunPlan plan = plan(load("first", "dataos://icebase:x/t", "dataos://icebase:x/u"), WRITES_T);

    assertThat(plan.jobs()).extracting(job -> job.name().value()).containsExactly("later", "first");
    assertThat(plan.jobs().get(1).dependencies()).containsExactly("later");
    assertThat(plan.derived("first"))
        .extracting(DerivedDependency::reason)
        .containsExactly("it reads icebase.x.t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataos://icebase:x/t?acl=rw",
        "icebase:x/t",
        "dataos://icebase:X/T",
        "dataos://other:x/t",
        "dataos://twin:x/t",
        "dataos://icebase:x/t.snapshots",
      })
  void aTableIsTheSameHoweverItIsSpelled(String address) {
    assertThat(plan(WRITES_T, load("r", address, "dataos://icebase:x/u")).derived("r")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from icebase.x.t",
        "select * from other.x.t",
        "select * from `icebase`.`x`.`t` join s using (id)",
        "select * from s where id in (select id from icebase.X.T)",
        "with c as (select * from icebase.x.t) select * from c",
        "cache table c as select * from icebase.x.t",
        "select * from icebase.x.t version as of 'main'",
        "select * from icebase.x.t.branch_main",
        "select * from icebase.x.t.files",
      })
  void theSqlOfAStepReads(String sql) {
    RunPlan plan = plan(WRITES_T, steps("r", sql, "dataos://icebase:x/u"));

    assertThat(plan.derived("r")).extracting(DerivedDependency::after).containsExactly("later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from icebase.x.t version as of 42",
        "select * from icebase.x.t for system_time as of '2024-01-01'",
        "select * from icebase.x.t version as of 'audit'",
        "select * from icebase.x.t.snapshot_id_42",
        "select * from icebase.x.t.branch_dev",
        "select 'icebase.x.t' as name",
        "select * from icebase.x.tt",
      })
  void aVersionThatNobodyChangesIsNoReason(String sql) {
    assertThat(plan(WRITES_T, steps("r", sql, "dataos://icebase:x/u")).derived()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "snapshot-id: '42', 0",
    "as-of-timestamp: '1700000000000', 0",
    "tag: eoy, 0",
    "branch: dev, 0",
    "branch: main, 1",
    "start-snapshot-id: '1', 1",
  })
  void anInputReadsTheBranchOrTheVersionThatItsOptionsName(String option, int expected) {
    String reader =
        load("r", "dataos://icebase:x/t", "dataos://icebase:x/u")
            .replace("x/t'}", "x/t', options: {" + option + "}}");

    assertThat(plan(WRITES_T, reader).derived()).hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys: [{name: a, sql: select max(id) from icebase.x.t}, {name: b, sql: select $|a| + 1}]",
        "until: select max(id) from icebase.x.t\nkeys: [{name: a, sql: select 0}, {name: b, sql: select $|a| + 1}]",
      })
  void theSqlOfKeysReads(String keys) {
    String reader =
        """
        - name: r
          spec:
            stack: flare:6.0
            stackSpec:
              job:
                inputs:
                  - name: s
                    dataset: 'dataos://icebase:x/s'
                    incremental:
                      context: c
                      sql: select * from c where id >= $|a| and id < $|b|
                      KEYS
                      state: [{key: a, value: b}]
                outputs: [{name: s, dataset: 'dataos://icebase:x/u', options: {saveMode: append}}]
        """
            .replace("KEYS", keys.replace("\n", "\n" + " ".repeat(14)));

    assertThat(plan(WRITES_T, reader).derived("r")).hasSize(1);
  }

  @Test
  void theSqlOfAssertionsReads() {
    String reader =
        load("r", "dataos://icebase:x/s", "dataos://icebase:x/u")
            .replace(
                "options: {saveMode: overwrite}",
                "options: {saveMode: overwrite}, assertions: [{sql: select count(*) n from s"
                    + " where id not in (select id from icebase.x.t), tests: [n = 0]}]");

    assertThat(plan(WRITES_T, reader).derived("r")).hasSize(1);
  }

  @Test
  void theTablesOfAQueryAreRead() {
    String reader =
        load("r", "q", "dataos://icebase:x/u")
            .replace("dataset: 'q'", "query: select * from other.x.t");

    assertThat(plan(WRITES_T, reader).derived("r")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "dataos://files:out/day, dataos://files:out/day, 1",
    "dataos://files:out/day, data/out/day/part-0.csv, 1",
    "dataos://files:out/day, data/out/*/*.csv, 1",
    "dataos://files:out/day, data/out/month, 0",
    "dataos://files:out/day, data/*.csv, 0",
    "data/../data/out/day/, ./data/out/day, 1",
    "dataos://pg:public/day, dataos://pg:public/day, 1",
    "dataos://pg:public/day, dataos://pg:public/month, 0",
  })
  void filesAndDatabasesAreReadToo(String written, String read, int expected) {
    RunPlan plan =
        plan(
            load("r", read, "dataos://icebase:x/u")
                .replace("'" + read + "'", "'" + read + "'" + csv(read)),
            load("w", "dataos://icebase:x/s", written)
                .replace("'" + written + "'", "'" + written + "'" + csv(written))
                .replace("overwrite", read.endsWith("part-0.csv") ? "append" : "overwrite"));

    assertThat(plan.derived("r")).hasSize(expected);
  }

  @Test
  void aJobThatReadsWhatItWritesIsNoCycle() {
    assertThat(plan(load("own", "dataos://icebase:x/t", "dataos://icebase:x/t")).derived())
        .isEmpty();
  }

  @Test
  void whatIsDeclaredIsNotDerivedAgain() {
    assertThat(
            plan(WRITES_T, load("r", "dataos://icebase:x/t", "dataos://icebase:x/u", "later"))
                .derived())
        .isEmpty();
  }

  @Test
  void anActionRunsAfterWhoWritesItsTable() {
    RunPlan plan = plan(deleting("keep"), WRITES_T);

    assertThat(plan.derived("keep"))
        .extracting(DerivedDependency::reason)
        .containsExactly("it reads icebase.x.t");
  }

  @Test
  void whoReadsATableRunsAfterWhoDeletesFromIt() {
    RunPlan plan =
        plan(load("r", "dataos://icebase:x/t", "dataos://icebase:x/u"), deleting("keep"), WRITES_T);

    assertThat(plan.jobs())
        .extracting(job -> job.name().value())
        .containsExactly("later", "keep", "r");
  }

  @Test
  void aJobThatDeletesMayBeDeclaredToRunBeforeTheOneThatWrites() {
    RunPlan plan =
        plan(deleting("keep"), load("w", "dataos://icebase:x/s", "dataos://icebase:x/t", "keep"));

    assertThat(plan.derived()).isEmpty();
  }

  @Test
  void jobsThatReadWhatTheOtherWritesAreACycle() {
    assertThat(
            said(
                load("a", "dataos://icebase:x/two", "dataos://icebase:x/one"),
                load("b", "dataos://icebase:x/one", "dataos://icebase:x/two")))
        .isEqualTo(
            """
            error[FP1303]: these jobs depend on each other in a cycle
             --> x.yaml:9:39
              |
            9 |           inputs: [{name: s, dataset: 'dataos://icebase:x/two'}]
              |                                       ^^^^^^^^^^^^^^^^^^^^^^^^
              = note: a → b → a
              = note: `a` reads icebase.x.two (line 9), and `b` writes to it (line 17)
              = note: `b` reads icebase.x.one (line 16), and `a` writes to it (line 10)
              = help: do all of it in one job with several steps, or write to another table
            """);
  }

  @Test
  void aDependencyAgainstTheRowsIsACycle() {
    List<Diagnostic> said =
        problems(
            load("report", "dataos://icebase:x/t", "dataos://icebase:x/u"),
            load("later", "dataos://icebase:x/s", "dataos://icebase:x/t", "report"));

    assertThat(said).extracting(Diagnostic::code).containsExactly(Code.DEPENDENCY_CYCLE);
    assertThat(said.get(0).notes())
        .containsExactly(
            "report → later → report",
            "`report` reads icebase.x.t (line 9), and `later` writes to it (line 18)",
            "`later` depends on `report` (line 12)");
  }

  @Test
  void twoJobsThatReadTheTableThatBothWriteNeedAnOrder() {
    String a = load("a", "dataos://icebase:x/t", "dataos://icebase:x/t");
    String b = load("b", "dataos://icebase:x/t", "dataos://icebase:x/t");

    assertThat(problems(a, b).get(0).help())
        .containsExactly(
            "each of these jobs reads and writes icebase.x.t: use `dependencies` to say which of them runs first");
    assertThat(plan(a, load("b", "dataos://icebase:x/t", "dataos://icebase:x/t", "a")).derived())
        .isEmpty();
  }

  @Test
  void twoJobsThatReplaceATableAreAnError() {
    assertThat(
            said(
                load("a", "dataos://icebase:x/s", "dataos://icebase:x/t"),
                load("b", "dataos://icebase:x/r", "dataos://other:x/t")))
        .isEqualTo(
            """
            error[FP1336]: the jobs `a` and `b` both write to icebase.x.t, and neither runs before the other
              --> x.yaml:17:40
               |
            17 |           outputs: [{name: s, dataset: 'dataos://other:x/t', options: {saveMode: overwrite}}]
               |                                        ^^^^^^^^^^^^^^^^^^^^
               = note: `a` replaces all of it (line 10), and `b` replaces all of it
               = note: the one that finishes last may remove the other's rows
               = help: write both jobs' rows in one job: combine the views in a step
               = help: or write to separate tables; or, if one should run first, make the other depend on it: `dependencies: [a]`
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "append, append, false",
    "append, overwrite, true",
    "ignore, append, true",
    "errorIfExists, ignore, true",
    "overwrite, overwrite, true",
  })
  void onlyJobsThatAppendNeedNoOrder(String one, String other, boolean isError) {
    String a = load("a", "dataos://icebase:x/s", "dataos://icebase:x/t");
    String b = load("b", "dataos://icebase:x/s", "dataos://icebase:x/t");

    List<Diagnostic> said =
        problems(
            a.replace("saveMode: overwrite", "saveMode: " + one),
            b.replace("saveMode: overwrite", "saveMode: " + other));

    assertThat(said.stream().anyMatch(each -> each.code() == Code.SHARED_TABLE && each.isError()))
        .isEqualTo(isError);
  }

  @Test
  void tablesOfADatabaseAreTablesToo() {
    assertThat(
            problems(
                load("a", "dataos://icebase:x/s", "dataos://pg:public/t"),
                load("b", "dataos://icebase:x/r", "dataos://pg:public/t")))
        .extracting(Diagnostic::code)
        .contains(Code.SHARED_TABLE);
  }

  @Test
  void rowsThatAreReplacedBeforeAnyJobReadsThemAreWarnedOf() {
    String a = load("a", "dataos://icebase:x/s", "dataos://icebase:x/t");

    List<Diagnostic> said =
        problems(a, load("b", "dataos://icebase:x/r", "dataos://icebase:x/t", "a"));

    assertThat(said)
        .extracting(Diagnostic::message)
        .contains(
            "`b` replaces all rows of icebase.x.t, including those that `a` has just written");
    assertThat(said).noneMatch(Diagnostic::isError);
    assertThat(problems(a, load("b", "dataos://icebase:x/t", "dataos://icebase:x/t")))
        .extracting(Diagnostic::code)
        .doesNotContain(Code.SHARED_TABLE);
  }

  private static String csv(String address) {
    return address.contains("pg:") || address.contains("icebase:") ? "" : ", format: csv";
  }

  private static String load(String name, String from, String to, String... after) {
    return """
        - name: %s
          dependencies: [%s]
          spec:
            stack: flare:6.0
            stackSpec:
              job:
                inputs: [{name: s, dataset: '%s'}]
                outputs: [{name: s, dataset: '%s', options: {saveMode: overwrite}}]
        """
        .formatted(name, String.join(", ", after), from, to)
        .replace("  dependencies: []\n", "");
  }

  private static String steps(String name, String sql, String to) {
    return load(name, "dataos://icebase:x/s", to)
        .replace(
            "        outputs: [{name: s,",
            "        steps: [{sequence: [{name: out, sql: \"%s\"}]}]\n        outputs: [{name: s,"
                .formatted(sql));
  }

  private static String deleting(String name) {
    return """
        - name: %s
          spec:
            stack: flare:6.0
            stackSpec:
              job:
                inputs: [{name: s, dataset: 'dataos://icebase:x/t'}]
                actions: [{name: delete_from_dataset, input: s, deleteWhere: id < 3}]
        """
        .formatted(name);
  }

  private static RunPlan plan(String... jobs) {
    Problems problems = new Problems();
    Optional<RunPlan> plan = read(problems, jobs);
    problems.throwIfErrors();
    return plan.orElseThrow();
  }

  private static List<Diagnostic> problems(String... jobs) {
    Problems problems = new Problems();
    Optional<RunPlan> plan = read(problems, jobs);
    assertThat(plan.isEmpty()).isEqualTo(problems.hasErrors());
    return problems.all();
  }

  private static String said(String... jobs) {
    return TextRenderer.plain()
        .render(problems(jobs).stream().filter(Diagnostic::isError).toList());
  }

  /** Two depots of one catalog, and another catalog that is the same one. */
  private static Optional<RunPlan> read(Problems problems, String... jobs) {
    Map<String, Depot> depots = new LinkedHashMap<>(Plans.SETTINGS.depots());
    depots.put("other", new Depot.Iceberg("other", "icebase"));
    depots.put("twin", new Depot.Iceberg("twin", "lake"));
    Map<String, String> rest = Map.of("type", "rest", "uri", "http://catalog");
    Settings settings =
        new Settings(
            depots,
            Map.of(
                "icebase", new CatalogSettings("icebase", rest),
                "lake", new CatalogSettings("lake", rest)),
            Map.of(),
            Plans.SETTINGS.run());
    WorkflowReader reader = Plans.reader();
    String text = "name: test\nworkflow:\n  dag:\n" + String.join("", jobs).indent(2);
    return reader
        .read(new Source("x.yaml", text), problems)
        .flatMap(
            read ->
                new WorkflowPlanner(settings, new CatalystSqlParser(), Plans.STRATEGIES)
                    .plan(read, problems));
  }
}
