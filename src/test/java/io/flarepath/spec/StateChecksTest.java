package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.history.StatePlanner;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.report.StateJson;
import io.flarepath.report.StateText;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state that does not belong to the data any more is never taken for one, nor for a first run.
 */
@Tag("spark")
class StateChecksTest {

  private static final String WORKFLOW = LoadJob.daily().yaml();

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoOfFourDaysAreLoaded() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 09:00:00', 2",
            "'2024-01-03 10:00:00', 3",
            "'2024-01-04 11:00:00', 4");
    lab.catchUp(WORKFLOW);
    lab.now("2024-01-05T00:00");
  }

  @Test
  void aTableThatWasRolledBackStopsTheRun() {
    long first = lab.tables().history("copy").get(0).snapshotId();
    lab.tables().sql("CALL icebase.system.rollback_to_snapshot('retail.copy', " + first + ")");
    stops("rolled-back");
  }

  @Test
  void aTableThatWasReplacedStopsTheRun() {
    lab.tables().sql("CREATE OR REPLACE TABLE {}copy USING iceberg AS SELECT * FROM {}events");
    stops("replaced");
  }

  @Test
  void aStateWhosePropertiesAreGoneStopsTheRun() {
    unset(List.copyOf(lab.tables().properties("copy").keySet()));
    stops("properties-dropped");
  }

  @Test
  void aStateThatAloneIsGoneStopsTheRunToo() {
    unset(List.of("flarepath.state.load.all_events.start"));
    stops("state-dropped");
  }

  @Test
  void theStateOfAnotherWorkflowsJobOfTheSameNameStopsTheRun() {
    Run run = lab.run(LoadJob.workflow("another", LoadJob.daily()));
    stopped("of-another", run);
  }

  @Test
  void theyStopABackfillToo() {
    unset(List.copyOf(lab.tables().properties("copy").keySet()));
    Run run =
        lab.backfill(
            WORKFLOW,
            Map.of(
                "all_events.start", "2024-01-01 00:00:00",
                "all_events.end", "2024-01-02 00:00:00"));
    assertThat(run.failure().code()).isEqualTo(Code.STATE_MISSING);
  }

  @Test
  void whatTheMessageAdvisesSetsARolledBackTableRight() {
    Snapshot first = lab.tables().history("copy").get(0);
    lab.tables()
        .sql(
            "CALL icebase.system.rollback_to_snapshot('retail.copy', %d)"
                .formatted(first.snapshotId()));
    lab.setState(
        WORKFLOW,
        Map.of("all_events.start", first.summary().get("flarepath.state.all_events.start")));
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void whatTheMessageAdvisesSetsDroppedPropertiesRight() {
    unset(List.copyOf(lab.tables().properties("copy").keySet()));
    lab.setState(WORKFLOW, Map.of("all_events.start", "2024-01-03 00:00:00"));
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aStateThatSomebodySetByHandStopsTheRun() {
    setByHand();
    stops("set-by-hand");
  }

  @Test
  void whatAnEarlierVersionLeftIsTakenAlsoIfSomebodySetItByHandAndIsSealedByTheNextPublish() {
    lab.tables().unsealed("copy", "load");
    setByHand();
    assertThat(lab.run(WORKFLOW).windows())
        .containsExactly("(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
    assertThat(lab.tables().properties("copy")).containsKey("flarepath.run.load.seal");
    assertThat(lab.tables().table("copy").refs()).containsKey("flarepath_load");
  }

  private void setByHand() {
    lab.tables()
        .sql(
            "ALTER TABLE {}copy SET TBLPROPERTIES ("
                + "'flarepath.state.load.all_events.start' = '2024-01-02 00:00:00')");
  }

  @Test
  void aStateThatWasCopiedWithItsTableIsNotTakenAndClearingItBeginsAnew() {
    Map<String, String> copied = lab.tables().properties("copy");
    String properties =
        copied.entrySet().stream()
            .map(each -> "'%s'='%s'".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    lab.tables()
        .sql(
            "CREATE TABLE {}clone (at timestamp, id bigint) USING iceberg PARTITIONED BY (days(at))"
                + " TBLPROPERTIES (%s)".formatted(properties));
    String job = LoadJob.daily().to("clone").yaml();
    Run run = lab.run(job);
    assertThat(run.failure().code()).isEqualTo(Code.STATE_DAMAGED);
    assertThat(run.failure().message())
        .isEqualTo("the state of `load` in icebase.retail.clone is that of another table");
    lab.change(planner -> planner.clear(lab.places(job).get(0)));
    assertThat(lab.catchUp(job).windows()).hasSize(4);
    assertThat(lab.tables().rows("clone")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aStateMovesWithATableThatIsRenamed() {
    lab.tables().sql("ALTER TABLE {}copy RENAME TO retail.moved");
    Run run = lab.catchUp(LoadJob.daily().to("moved").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.load.all_events.start",
        "run.load.id",
        "run.load.pass",
        "run.load.snapshot-id",
        "run.load.sequence-number",
        "run.load.workflow",
        "run.load.seal"
      })
  void anyOnePropertyThatIsGoneOrEditedStopsTheRunAndIsFoundAndShownAndRewound(String property) {
    String name = "flarepath." + property;
    long published = lab.tables().current("copy").snapshotId();
    for (String change : List.of("UNSET TBLPROPERTIES ('%s')", "SET TBLPROPERTIES ('%s'='9')")) {
      lab.tables().sql("ALTER TABLE {}copy " + change.formatted(name));
      List<String> rows = lab.tables().rows("copy");
      Run run = lab.run(WORKFLOW);
      assertThat(run.failure().code()).as(change).isEqualTo(Code.STATE_DAMAGED);
      assertThat(run.failure().notes().get(0)).contains("`" + name + "`");
      assertThat(lab.tables().rows("copy")).isEqualTo(rows);
      assertThat(lab.examine(WORKFLOW)).extracting(Diagnostic::code).contains(Code.STATE_DAMAGED);
      assertThat(String.join("\n", StateText.of(lab.places(WORKFLOW).get(0))))
          .contains("no run starts from this state (FP3108):")
          .contains(name);
      assertThat(StateJson.show("test", lab.places(WORKFLOW))).contains("\"damage\"");
      assertThatThrownBy(() -> lab.undo(lab.places(WORKFLOW).get(0)))
          .isInstanceOf(FlarepathException.class)
          .hasMessageContaining("was changed outside Flarepath");
      lab.change(
          planner ->
              planner.rewind(
                  lab.places(WORKFLOW).get(0), new StatePlanner.Target.Snapshot(published)));
      assertThat(lab.places(WORKFLOW).get(0).damage()).isEmpty();
    }
    assertThat(lab.catchUp(WORKFLOW).windows()).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void expiredHistoryIsWell() {
    lab.tables().sql("INSERT INTO {}copy VALUES (timestamp'2023-01-01', 0)");
    lab.tables()
        .sql(
            "CALL icebase.system.expire_snapshots(table => 'retail.copy', older_than =>"
                + " timestamp'2100-01-01', retain_last => 1)");
    assertThat(lab.tables().history("copy")).hasSize(2); // The tag holds the marked one.
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(2);
  }

  @Test
  void compactionIsWell() {
    lab.tables().insert("events", "'2024-01-03 12:00:00', 5");
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options => map('rewrite-all', 'true'))");
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableThatWasDroppedBeginsAnew() {
    lab.tables().sql("DROP TABLE {}copy PURGE");
    assertThat(lab.catchUp(WORKFLOW).windows()).hasSize(4);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableThatHoldsOnlyRowsOfOthersIsAFirstRun() {
    lab.tables()
        .create("others", "at timestamp, id bigint", "days(at)")
        .insert("others", "'2023-06-01 00:00:00', 100");
    Run run = lab.catchUp(LoadJob.daily().to("others").yaml());
    assertThat(run.windows()).hasSize(4);
    assertThat(lab.tables().rows("others")).hasSize(5);
  }

  private void stops(String golden) {
    stopped(golden, lab.run(WORKFLOW));
  }

  private void stopped(String golden, Run run) {
    String said = run.said();
    for (Snapshot snapshot : lab.tables().table("copy").snapshots()) {
      said = said.replace(Long.toString(snapshot.snapshotId()), "NNN");
    }
    Golden.assertMatches("state-checks/" + golden + ".txt", said);
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.job().passes()).isEmpty();
  }

  private void unset(List<String> properties) {
    lab.tables()
        .sql(
            "ALTER TABLE {}copy UNSET TBLPROPERTIES ('%s')"
                .formatted(String.join("', '", properties)));
  }
}
