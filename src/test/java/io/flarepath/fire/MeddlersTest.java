package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LabSpark;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others do to the table between stage and publish. */
@Tag("fire")
class MeddlersTest {

  @RegisterExtension final Lab lab = new Lab();

  private Optional<Trap> trap = Optional.empty();
  private Optional<Trap> more = Optional.empty();

  @Test
  void aCompactionOfTheSamePartitionsIsPassedByWithTheSameFiles() {
    setUp(
        "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options => map('rewrite-all', 'true'))");
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    assertSecondWindowOnce();
    assertThat(writes(run)).isEqualTo(1);
  }

  @Test
  void aForeignAppendElsewhereIsPassedByWithTheSameFiles() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-02-01 08:00:00', 900)");
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    assertSecondWindowOnce("2024-02-01 08:00:00 | 900");
    assertThat(writes(run)).isEqualTo(1);
  }

  @Test
  void anAppendIsPassedByWithTheSameFilesWhereverOthersWrite() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-01-02 08:00:00', 900)");
    Run run = secondWindow("append");
    assertThat(run.job().diagnostics()).isEmpty();
    assertSecondWindowOnce("2024-01-02 08:00:00 | 900");
    assertThat(writes(run)).isEqualTo(1);
  }

  @Test
  void stagingAgainStartsNoSparkJob() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-02-01 08:00:00', 900)");
    AtomicInteger atTheSecondStaging = new AtomicInteger();
    lab.hearing(
        new RunEvents() {
          @Override
          public void triesAgain(String job, String table, String why) {
            atTheSecondStaging.set(sparkJobs());
          }
        });
    secondWindow("overwrite");
    assertThat(atTheSecondStaging.get()).isPositive();
    assertThat(sparkJobs()).isEqualTo(atTheSecondStaging.get());
  }

  @Test
  void aForeignAppendIntoTheEdgeOfTheHullIsReadAndWrittenAgain() {
    // The second window is (01-02 00:00, 01-03 00:00]: 23:00 of the third day is in its hull only.
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-01-03 23:00:00', 900)");
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    assertSecondWindowOnce("2024-01-03 23:00:00 | 900");
    assertThat(run.output().attempts()).isEqualTo(2);
  }

  @Test
  void aForeignDeleteInTheHullIsReadAndWrittenAgain() {
    setUp("DELETE FROM {}copy WHERE id = 2");
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(2);
    assertThat(lab.tables().rows("copy"))
        .containsExactly("2024-01-01 08:00:00 | 1", "2024-01-02 09:00:00 | 3");
  }

  @Test
  void aForeignAppendIntoTheWindowStopsTheRun() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-01-02 08:00:00', 900)");
    Run run = secondWindow("overwrite");
    assertThat(run.failure().code()).isEqualTo(Code.FOREIGN_ROWS);
    assertThat(run.failure().code().number()).isEqualTo("FP5105");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 00:00:00 | 2", "2024-01-02 08:00:00 | 900");
    assertThat(lab.tables().state("copy", "load").toString()).endsWith("2024-01-02 00:00:00");
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  @Test
  void aRollbackMeanwhileStopsTheRun() {
    setUp("ROLLBACK");
    Run run = secondWindow("overwrite");
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    assertThat(lab.tables().rows("copy")).isEmpty();
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  @Test
  void anotherRunOfTheJobIsNamedAlsoWhereItsRowsAreFoundBeforeItsMark() {
    setUp("OTHERS", 3);
    Run run = secondWindow("overwrite");
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(run.failure().message()).contains("another run of the job `load` published first");
    assertSecondWindowOnce();
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  @Test
  void twoForeignCommitsOneAfterTheOtherLeaveTheFirstStagingAsTheSource() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-02-01 08:00:00', 900)", 2);
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    Snapshot published = lab.tables().current("copy");
    // Iceberg's expiry follows one step only: a chain of sources would lose the files.
    String source =
        Optional.ofNullable(published.summary()).orElseThrow().get("source-snapshot-id");
    Snapshot first = lab.tables().table("copy").snapshot(Long.parseLong(source));
    assertThat(first.summary()).doesNotContainKey("source-snapshot-id");
    assertThat(writes(run)).isEqualTo(1);
  }

  @Test
  void someoneBetweenTwoStagingsLeavesNoBranchBehind() {
    // First a harmless commit, then one that makes the files stale while they are staged again.
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-02-01 08:00:00', 900)");
    Trap second =
        new Trap(
            Point.BEFORE_STAGE_COMMIT,
            2,
            2,
            () ->
                lab.tables()
                    .sql("INSERT INTO {}copy VALUES (timestamp '2024-01-03 23:00:00', 901)"));
    more = Optional.of(second);
    Run run = secondWindow("overwrite");
    assertThat(run.job().diagnostics()).isEmpty();
    assertSecondWindowOnce("2024-01-03 23:00:00 | 901", "2024-02-01 08:00:00 | 900");
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  // ---- How it is set up.

  private void setUp(String meddling) {
    setUp(meddling, 1);
  }

  private void setUp(String meddling, int times) {
    trap = Optional.of(new Trap(Point.BEFORE_PUBLISH_COMMIT, 1, times, () -> meddle(meddling)));
    FireLab.gated(
        lab,
        point -> {
          trap.orElseThrow().reach(point);
          more.ifPresent(other -> other.reach(point));
        });
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  /** Commits that come between each attempt; the last of them is another run's. */
  private void others() {
    int time = trap.orElseThrow().seen();
    if (time < 3) {
      lab.tables().sql("ALTER TABLE {}copy SET TBLPROPERTIES ('times'='%d')".formatted(time));
    } else {
      assertThat(lab.run(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    }
  }

  private void meddle(String statement) {
    if (statement.equals("OTHERS")) {
      others();
      return;
    }
    if (!statement.equals("ROLLBACK")) {
      lab.tables().sql(statement);
      return;
    }
    // To the first snapshot, which is before what the pass has read.
    lab.tables()
        .sql(
            "CALL icebase.system.rollback_to_snapshot('retail.copy', %d)"
                .formatted(lab.tables().history("copy").get(0).snapshotId()));
  }

  private Run secondWindow(String mode) {
    String job = LoadJob.daily().saveMode(mode).yaml();
    if (trap.isPresent()) {
      // Something to roll back to.
      lab.tables()
          .create("copy", "at timestamp, id bigint", "days(at)")
          .sql("INSERT INTO {}copy SELECT * FROM {}events WHERE false");
    }
    assertThat(lab.run(job).job().diagnostics()).isEmpty();
    trap.ifPresent(Trap::arm);
    more.ifPresent(Trap::arm);
    Run run = lab.run(job);
    trap.ifPresent(Trap::disarm);
    more.ifPresent(Trap::disarm);
    return run;
  }

  private void assertSecondWindowOnce(String... foreign) {
    List<String> rows = lab.tables().rows("copy");
    List<String> expected = new ArrayList<>(lab.tables().rows("events"));
    expected.addAll(List.of(foreign));
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(lab.tables().state("copy", "load").toString()).endsWith("2024-01-03 00:00:00");
  }

  private static int writes(Run run) {
    return run.output().attempts();
  }

  /** How many jobs this Spark has started so far. */
  private static int sparkJobs() {
    return LabSpark.session().sparkContext().dagScheduler().numTotalJobs();
  }
}
