package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Iceberg tables as inputs: at other times, by queries, and what they say of themselves. */
@Tag("spark")
class TableInputsTest {

  private static final String ORDERS = "dataset: dataos://icebase:retail/orders\n";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    lab.tables().create("orders", "id int", "").insert("orders", "1");
    lab.tables().sql("ALTER TABLE {}orders CREATE TAG first");
    lab.tables().sql("ALTER TABLE {}orders CREATE BRANCH side");
    lab.tables().insert("orders", "2");
    lab.tables().sql("INSERT INTO {}orders.branch_side VALUES (30)");
  }

  @Test
  void readsATableAsItWas() {
    long first = lab.tables().history("orders").get(0).snapshotId();
    assertThat(load(ORDERS)).containsExactly("1", "2");
    assertThat(load(ORDERS + "options: {snapshot-id: '" + first + "'}")).containsExactly("1");
    assertThat(load(ORDERS + "options: {tag: first}")).containsExactly("1");
    assertThat(load(ORDERS + "options: {branch: side}")).containsExactly("1", "30");
  }

  @Test
  void readsATableAsOfATime() {
    long first = lab.tables().history("orders").get(0).timestampMillis();
    assertThat(load(ORDERS + "options: {as-of-timestamp: " + first + "}")).containsExactly("1");
    assertThat(load(ORDERS + "options: {as-of-timestamp: '2100-01-01 00:00:00'}"))
        .containsExactly("1", "2");
    Diagnostic failure =
        lab.run(job(ORDERS + "options: {as-of-timestamp: yesterday evening}")).failure();
    assertThat(failure.code()).isEqualTo(Code.BAD_VALUE);
    assertThat(failure.message()).isEqualTo("`yesterday evening` is not a point in time");
  }

  @Test
  void pointsAtTheBranchThatIsNotThere() {
    Diagnostic failure = lab.run(job(ORDERS + "options: {branch: sied}")).failure();
    assertThat(failure.code()).isEqualTo(Code.INPUT_UNREADABLE);
    assertThat(failure.notes()).first().asString().contains("sied");
    assertThat(text(failure)).contains("branch: sied");
  }

  @Test
  void readsWhatATableSaysOfItself() {
    String job =
        InputJob.reading("dataset: dataos://icebase:retail/orders.snapshots")
            .select("SELECT operation FROM rows")
            .yaml();
    assertThat(lab.run(job).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("append", "append", "append");
    assertThat(PlanText.of(lab.plan(job)))
        .anyMatch(line -> line.contains("icebase.retail.orders.snapshots  (not pinned"));
  }

  @Test
  void readsTheResultOfAQuery() {
    assertThat(load("query: SELECT id + 100 AS id FROM icebase.retail.orders WHERE id > 1"))
        .containsExactly("102");
    assertThat(
            load(
                "query: >\n  WITH x AS (SELECT * FROM lake.retail.orders)\n  SELECT o.id FROM icebase.retail.orders o JOIN x ON x.id = o.id\ndataset: dataos://icebase:retail/orders"))
        .containsExactly("1", "2");
    long first = lab.tables().history("orders").get(0).snapshotId();
    assertThat(load("query: SELECT * FROM icebase.retail.orders VERSION AS OF " + first))
        .containsExactly("1");
    assertThat(load("query: SELECT count(*) AS n FROM icebase.retail.orders.files"))
        .containsExactly("2");
    assertThat(load("query: TABLE icebase.retail.orders")).containsExactly("1", "2");
  }

  @Test
  void loadsAQueryAWindowAtATimeAndEachPassSeesOneSnapshot() {
    lab.tables()
        .create("events", "at timestamp, id int", "")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 2");
    String job =
        LoadJob.daily()
            .window("select * from all_events where at > '$|start|' AND at <= '$|end|'")
            .yaml()
            .replace(
                "dataset: dataos://icebase:retail/events",
                "query: SELECT icebase.retail.events.* FROM icebase.retail.events");
    assertThat(PlanText.of(lab.now("2024-01-03T00:00").plan(job)))
        .anyMatch(line -> line.endsWith("a query over icebase.retail.events"));
    assertThat(lab.catchUp(job).windows()).hasSize(2);
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).containsExactly("1", "2");
  }

  @Test
  void pointsIntoTheQuery() {
    Diagnostic unknown = lab.run(job("query: SELECT idd FROM icebase.retail.orders")).failure();
    assertThat(unknown.code()).isEqualTo(Code.STEP_FAILED);
    assertThat(unknown.place().orElseThrow().length()).isEqualTo(3);
    Diagnostic missing = lab.run(job("query: SELECT * FROM icebase.retail.nothing")).failure();
    assertThat(missing.code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(lab.problems(job("query: SELECT * FROM icebse.retail.orders, orders")))
        .extracting(Diagnostic::message)
        .containsExactly(
            "unknown catalog or table depot `icebse`", "`orders` is not a full table name");
    assertThat(lab.problems(job("query: SELECT * FRM icebase.retail.orders")))
        .extracting(Diagnostic::code)
        .containsExactly(Code.SQL_SYNTAX);
    assertThat(lab.problems(job("query: DROP TABLE icebase.retail.orders")))
        .extracting(Diagnostic::code)
        .containsExactly(Code.NOT_A_QUERY);
  }

  @Test
  void dropsTheSystemColumnUnlessItIsToStay() {
    lab.tables().create("old", "id int, __metadata map<string, string>", "");
    lab.tables().sql("INSERT INTO {}old VALUES (1, map('a', 'b'))");
    String dataset = "dataset: dataos://icebase:retail/old";
    lab.run(job(dataset));
    assertThat(lab.session().table("icebase.retail.copy").columns()).containsExactly("id");
    lab.tables().sql("DROP TABLE {}copy");
    lab.run(InputJob.reading(dataset).keepingSystemColumns().yaml());
    assertThat(lab.session().table("icebase.retail.copy").columns())
        .containsExactly("id", "__metadata");
  }

  @Test
  void aTableNeedsNoSchema() {
    Run run = lab.run(job(ORDERS + "schema: id string"));
    assertThat(run.advice())
        .extracting(Diagnostic::message)
        .containsExactly("the schema is ignored: a table already has its columns");
    assertThat(lab.tables().rows("copy")).containsExactly("1", "2");
  }

  @Test
  void thePlanSaysWhetherAnInputIsFrozen() {
    assertThat(PlanText.of(lab.plan(job(ORDERS)))).noneMatch(line -> line.contains("frozen"));
    assertThat(PlanJson.of(lab.plan(job(ORDERS)), List.of())).contains("\"frozen\":true");
  }

  private List<String> load(String keys) {
    Run run = lab.run(job(keys));
    assertThat(run.job().diagnostics()).isEmpty();
    List<String> rows = lab.tables().rows("copy");
    lab.tables().sql("DROP TABLE {}copy");
    return rows;
  }

  private static String job(String keys) {
    return InputJob.reading(keys).yaml();
  }

  private static String text(Diagnostic diagnostic) {
    var place = diagnostic.place().orElseThrow();
    return place.source().line(place.line());
  }
}
