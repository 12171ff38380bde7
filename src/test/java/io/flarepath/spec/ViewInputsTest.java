package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.plan.PassPlan;
import io.flarepath.run.RunEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of a catalog as inputs: their tables are read at one snapshot, as other tables are. */
@Tag("spark")
class ViewInputsTest {

  private static final String QUERY =
      "- {name: q, query: 'SELECT at, id FROM icebase.retail.%s WHERE id < 100'}";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void events() {
    SampleEvents.threeDays(lab);
    lab.tables()
        .create("wanted", "id bigint", "")
        .sql("INSERT INTO {}wanted VALUES (1), (2), (3), (4), (5)");
    lab.tables().sql("CREATE VIEW {}plain AS SELECT * FROM {}events");
    lab.tables().sql("CREATE VIEW {}nested AS SELECT at, id FROM {}plain WHERE id > 0");
    lab.tables()
        .sql(
            "CREATE VIEW {}joined (at, id) AS SELECT e.at, e.id FROM {}events e"
                + " JOIN {}wanted w ON e.id = w.id WHERE e.id IN (SELECT id FROM {}wanted)");
    lab.tables().sql("USE icebase.retail");
    lab.tables()
        .sql(
            "CREATE VIEW {}own AS WITH w AS (SELECT * FROM wanted)"
                + " SELECT e.at, e.id FROM events e JOIN w ON e.id = w.id");
    lab.tables().sql("USE spark_catalog.default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "nested", "joined", "own"})
  void windowsAreReadThroughAView(String view) {
    Run run = lab.catchUp(LoadJob.daily().from(view).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).hasSize(3);
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  /** While the pass runs, others add to each table that is behind the view. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "nested", "joined", "own"})
  void itsTablesAreFrozen(String view) {
    String before = lab.tables().rows("events").toString();
    lab.hearing(adding());
    Run run = lab.run(query(view));
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasToString(before);
    assertThat(lab.tables().rows("events")).hasSize(6);
  }

  private static String query(String view) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .moreInput(QUERY.formatted(view))
        .moreOutput(
            "- {name: q, dataset: 'dataos://icebase:retail/copy', options: {saveMode: overwrite}}")
        .yaml();
  }

  private RunEvents adding() {
    return new RunEvents() {
      @Override
      public void passStarted(String job, int number, PassPlan pass) {
        lab.tables().insert("events", "'2024-01-01 09:00:00', 7");
        lab.tables().sql("INSERT INTO {}wanted VALUES (7)");
      }
    };
  }

  @Test
  void aViewMaySayItselfWhichSnapshotItReads() {
    long first = lab.tables().current("events").snapshotId();
    lab.tables().sql("CREATE VIEW {}past AS SELECT * FROM {}events VERSION AS OF " + first);
    String before = lab.tables().rows("events").toString();
    lab.tables().insert("events", "'2024-01-01 09:00:00', 7");
    Run run = lab.run(query("past"));
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasToString(before);
  }

  @Test
  void aViewHasNoSnapshots() {
    Run run =
        lab.run(
            LoadJob.daily()
                .whole()
                .fromDataset("dataos://icebase:retail/plain\n  options: {branch: main}")
                .yaml());
    assertThat(run.failure().message())
        .isEqualTo("icebase.retail.plain is a view, which has no snapshots, branches or tags");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aBranchBehindAViewIsNoTable() {
    lab.tables().sql("ALTER TABLE {}events CREATE BRANCH b");
    lab.tables().sql("CREATE VIEW {}branched AS SELECT * FROM {}events.branch_b");
    Run run = lab.run(LoadJob.daily().from("branched").yaml());
    assertThat(run.failure().message())
        .isEqualTo(
            "the view icebase.retail.branched reads icebase.retail.events.branch_b, which is not a"
                + " table");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aViewWhoseTableIsGoneIsSaid() {
    lab.tables().sql("DROP TABLE {}wanted");
    Run run = lab.run(LoadJob.daily().from("joined").yaml());
    assertThat(run.said()).contains("wanted");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void nothingIsWrittenToAView() {
    Run run = lab.run(LoadJob.daily().to("plain").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_EXISTS);
    assertThat(run.failure().message())
        .isEqualTo("icebase.retail.plain is a view; outputs must be tables");
  }

  @Test
  void thePlanReadsThroughAViewToo() {
    assertThat(lab.plan(LoadJob.daily().from("nested").yaml()).toString()).contains("2024-01-01");
  }
}
