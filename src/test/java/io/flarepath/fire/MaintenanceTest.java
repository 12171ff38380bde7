package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.spark.actions.SparkActions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to a table between two windows. */
@Tag("fire")
class MaintenanceTest {

  private static final String JOB = LoadJob.daily().yaml();
  private static final String ANOTHER_DAY = "2024-02-01 08:00:00";

  @RegisterExtension final Lab lab = new Lab();

  private Optional<Trap> trap = Optional.empty();

  @BeforeEach
  void threeDays() {
    FireLab.gated(lab, point -> trap.ifPresent(each -> each.reach(point)));
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-03 00:00:00', 4",
            "'2024-01-03 10:00:00', 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void expiryAndOrphanRemovalBetweenAnyTwoWindowsChangeNothing(String mode) {
    String job = LoadJob.daily().saveMode(mode).yaml();
    for (int window = 0; window < 3; window++) {
      assertPublishes(lab.run(job));
      expireAllButOne();
      removeOrphans();
    }
    assertThat(lab.run(job).job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().history("copy")).hasSize(1);
  }

  @Test
  void compactionBetweenWindowsAndExpiryOfWhatWasPublishedChangeNothing() {
    assertPublishes(lab.run(JOB));
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options => map('rewrite-all', 'true'))");
    expireAllButOne();
    removeOrphans();
    assertThat(lab.catchUp(JOB).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theFilesOfAPublishThatWasStagedAgainSurviveTheExpiryOfTheFirstStaging(int times) {
    assertPublishes(lab.run(JOB));
    meddleBeforePublishing(
        times, () -> lab.tables().insert("copy", "'%s', 900".formatted(ANOTHER_DAY)));
    assertPublishes(lab.run(JOB));
    quiet();
    expireAllButOne();
    removeOrphans();
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy.snapshots")).containsExactly("1");
    assertPublishes(lab.run(JOB));
    assertThat(lab.tables().rows("copy"))
        .containsAll(lab.tables().rows("events"))
        .hasSize(5 + times);
  }

  /** Others insert, compact and expire at the same moment of each pass: that is no rollback. */
  @ParameterizedTest
  @CsvSource({
    "PASS_STARTED, append",
    "PASS_STARTED, overwrite",
    "BEFORE_STAGE, append",
    "BEFORE_STAGE, overwrite",
    "BEFORE_STAGE_COMMIT, append",
    "BEFORE_STAGE_COMMIT, overwrite",
    "BEFORE_PUBLISH, append",
    "BEFORE_PUBLISH, overwrite",
    "BEFORE_PUBLISH_COMMIT, append",
    "BEFORE_PUBLISH_COMMIT, overwrite"
  })
  void expiryDuringAnyPassOfACatchUpStopsNothing(Point point, String mode) {
    String job = LoadJob.daily().saveMode(mode).yaml();
    assertPublishes(lab.run(job));
    lab.tables().insert("copy", "'%s', 899".formatted(ANOTHER_DAY));
    Trap upkeep =
        new Trap(
            point,
            1,
            2,
            () -> {
              lab.tables().insert("copy", "'%s', 900".formatted(ANOTHER_DAY));
              lab.tables().insert("copy", "'%s', 901".formatted(ANOTHER_DAY));
              lab.tables()
                  .sql(
                      "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options =>"
                          + " map('rewrite-all', 'true'))");
              expireAllButOne();
            });
    trap = Optional.of(upkeep);
    lab.hearing(new GatedEvents(upkeep)).meddling(tables -> new GatedTables(tables, upkeep));
    upkeep.arm();
    Run run = lab.catchUp(job);
    upkeep.disarm();
    assertThat(upkeep.seen()).isGreaterThanOrEqualTo(2);
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsAll(lab.tables().rows("events"))
        .hasSize(5 + 1 + 2 * 2);
  }

  @Test
  void aRollbackStopsTheNextRunWithTheChoices() {
    lab.catchUp(JOB, 2);
    long first = lab.tables().history("copy").get(0).snapshotId();
    lab.tables()
        .sql("CALL icebase.system.rollback_to_snapshot('retail.copy', %d)".formatted(first));
    List<String> rows = lab.tables().rows("copy");
    Diagnostic said = lab.run(JOB).failure();
    assertThat(said.code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    assertThat(String.join("\n", said.help()))
        .contains("flarepath state rewind")
        .contains("flarepath state set")
        .contains("flarepath state clear");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
  }

  @Test
  void aReplacedTableStopsTheNextRun() {
    lab.catchUp(JOB, 2);
    lab.tables()
        .sql(
            "CREATE OR REPLACE TABLE {}copy (at timestamp, id bigint) USING iceberg PARTITIONED BY (days(at))");
    assertThat(lab.run(JOB).failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    lab.tables()
        .sql(
            "CREATE OR REPLACE TABLE {}copy USING iceberg PARTITIONED BY (days(at)) AS SELECT * FROM {}events");
    assertThat(lab.run(JOB).failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void droppedPropertiesStopTheNextRunWithTheChoices() {
    lab.catchUp(JOB, 2);
    lab.tables()
        .properties("copy")
        .keySet()
        .forEach(
            name ->
                lab.tables().sql("ALTER TABLE {}copy UNSET TBLPROPERTIES ('%s')".formatted(name)));
    Diagnostic said = lab.run(JOB).failure();
    assertThat(said.code()).isEqualTo(Code.STATE_MISSING);
    assertThat(String.join("\n", said.help()))
        .contains("flarepath state rewind")
        .contains("flarepath state set");
  }

  @Test
  void anotherWorkflowsJobOfTheSameNameIsStopped() {
    lab.catchUp(JOB, 1);
    Run run = lab.run(LoadJob.workflow("other", LoadJob.daily()));
    assertThat(run.failure().code()).isEqualTo(Code.STATE_OF_ANOTHER);
    assertThat(run.failure().message()).contains("`test`");
  }

  // ---- How it is done.

  private void meddleBeforePublishing(int times, Runnable work) {
    Trap meddler = new Trap(Point.BEFORE_PUBLISH_COMMIT, 1, times, work);
    meddler.arm();
    trap = Optional.of(meddler);
  }

  private void quiet() {
    trap.ifPresent(Trap::disarm);
  }

  private static void assertPublishes(Run run) {
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.job().passes()).hasSize(1);
  }

  private void expireAllButOne() {
    lab.tables()
        .sql(
            "CALL icebase.system.expire_snapshots(table => 'retail.copy', retain_last => 1,"
                + " older_than => TIMESTAMP '2999-01-01 00:00:00')");
  }

  /** The procedure itself refuses to look at files younger than a day. */
  private void removeOrphans() {
    SparkActions.get(lab.session())
        .deleteOrphanFiles(lab.tables().table("copy"))
        .olderThan(Long.MAX_VALUE)
        .execute();
  }
}
