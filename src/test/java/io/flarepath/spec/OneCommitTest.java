package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.StageRecord;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkSeal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The law: data and state of a window become visible together, in one commit. */
@Tag("spark")
class OneCommitTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  @Test
  void theVersionThatMovesMainIsTheVersionThatSetsTheState() {
    lab.catchUp(LoadJob.daily().yaml());
    List<TableMetadata> versions = lab.tables().versions("copy");
    // A table is made once; then each window is staged, and published.
    assertThat(versions).hasSize(1 + 2 * 2);
    for (int i = 1; i < versions.size(); i++) {
      boolean movesMain = main(versions.get(i - 1)) != main(versions.get(i));
      boolean setsState = !mark(versions.get(i - 1)).equals(mark(versions.get(i)));
      assertThat(setsState).as("version %d", i).isEqualTo(movesMain);
    }
    assertThat(versions.stream().map(version -> mark(version).state().toString()))
        .containsExactly(
            "",
            "",
            "all_events.start = 2024-01-02 00:00:00",
            "all_events.start = 2024-01-02 00:00:00",
            "all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void theRecordSaysWhatEachStageTook() {
    PassRecord pass = lab.run(LoadJob.daily().yaml()).pass();
    List<StageRecord> stages = pass.stages();
    assertThat(stages.stream().map(StageRecord::stage))
        .containsExactly(
            "load",
            "freeze",
            "keys",
            "bounds",
            "newest",
            "read",
            "views",
            "transform",
            "write",
            "stage",
            "audit",
            "publish",
            "tidy");
    assertThat(stages.stream().filter(record -> record.took().toNanos() > 0))
        .extracting(StageRecord::stage)
        .contains("load", "freeze", "keys", "views", "write", "stage", "publish");
    Duration sum = stages.stream().map(StageRecord::took).reduce(Duration.ZERO, Duration::plus);
    assertThat(sum).isLessThanOrEqualTo(pass.took());
  }

  @Test
  void whatIsStagedStandsOnABranchThatGoesWithThePublish() {
    lab.run(LoadJob.daily().yaml());
    List<TableMetadata> versions = lab.tables().versions("copy");
    assertThat(versions.get(1).refs().keySet()).containsExactly("flarepath_load_run-1");
    assertThat(versions.get(1).ref("flarepath_load_run-1").maxRefAgeMs())
        .isEqualTo(7L * 24 * 60 * 60 * 1000);
    assertThat(versions.get(1).currentSnapshot()).isNull();
    assertThat(versions.get(2).refs()).containsOnlyKeys("main", "flarepath_load");
    assertThat(versions.get(2).ref("flarepath_load").isTag()).isTrue();
    assertThat(versions.get(2).ref("flarepath_load").snapshotId()).isEqualTo(main(versions.get(2)));
    assertThat(main(versions.get(2)))
        .isEqualTo(versions.get(1).ref("flarepath_load_run-1").snapshotId());
  }

  @Test
  void thePropertiesSayWhoPublishedWhatLast() {
    Run run = lab.catchUp(LoadJob.daily().yaml());
    Snapshot current = lab.tables().current("copy");
    assertThat(new TreeMap<>(lab.tables().properties("copy")))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "flarepath.created-by", "run-1/load",
                    "flarepath.expire-snapshots", "true",
                    "flarepath.state.load.all_events.start", "2024-01-03 00:00:00",
                    "flarepath.run.load.id", "run-1",
                    "flarepath.run.load.pass", "2",
                    "flarepath.run.load.snapshot-id", Long.toString(current.snapshotId()),
                    "flarepath.run.load.sequence-number", Long.toString(current.sequenceNumber()),
                    "flarepath.run.load.workflow", "test",
                    "flarepath.run.load.seal",
                        MarkSeal.of(
                            "load",
                            lab.tables().table("copy").uuid().toString(),
                            lab.tables().mark("copy", "load")))));
    assertThat(run.job().passes().get(1).outputs().get(0).snapshotId())
        .isEqualTo(current.snapshotId());
  }

  @Test
  void theSnapshotItselfTellsTheSameAndItIsTheTruth() {
    lab.catchUp(LoadJob.daily().yaml());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("flarepath.workflow", "test");
    expected.put("flarepath.job", "load");
    expected.put("flarepath.run-id", "run-1");
    expected.put("flarepath.pass", "2");
    expected.put("flarepath.mode", "run");
    expected.put("flarepath.write", "replace-window");
    expected.put(
        "flarepath.window",
        "v2;timestamp;2024-01-02T00:00:00.000001Z;2024-01-03T00:00:00.000001Z;at");
    expected.put(
        "flarepath.read.events",
        lab.tables().current("events").snapshotId()
            + ";v2;timestamp;2024-01-02T00:00:00.000001Z;2024-01-03T00:00:00.000001Z;at");
    expected.put("flarepath.key.all_events.start", "2024-01-02 00:00:00");
    expected.put("flarepath.key.all_events.end", "2024-01-03 00:00:00");
    expected.put("flarepath.state.all_events.start", "2024-01-03 00:00:00");
    expected.put("flarepath.before.all_events.start", "2024-01-02 00:00:00");
    expected.put("flarepath.rows-result", "1");
    expected.put("flarepath.rows-kept", "1");
    expected.put("flarepath.rows-leaked", "0");
    expected.put("flarepath.rows-written", "2");
    Map<String, String> summary = new TreeMap<>(lab.tables().summary("copy"));
    assertThat(Instant.parse(summary.remove("flarepath.started"))).isBeforeOrEqualTo(Instant.now());
    assertThat(summary).isEqualTo(new TreeMap<>(expected));
    assertThat(lab.tables().current("copy").summary())
        .containsEntry("added-records", "2")
        .containsEntry("total-records", "3");
  }

  @Test
  void onlyTheFilesOfTheWindowAreRead() {
    Run run = lab.catchUp(LoadJob.daily().yaml());
    // A file a day; each window touches the end of one day and the midnight of the next.
    assertThat(run.job().passes())
        .extracting(pass -> pass.outputs().get(0).counts())
        .extracting(counts -> counts.filesRead() + " read, " + counts.filesSkipped() + " skipped")
        .containsExactly("2 read, 0 skipped", "1 read, 1 skipped");
  }

  @Test
  void theProofOfPruningGrowsWithTheTable() {
    for (int day = 3; day <= 20; day++) {
      lab.tables().insert("events", "'2024-01-%02d 10:00:00', %d".formatted(day, day));
    }
    Run run = lab.now("2024-01-21T00:00").catchUp(LoadJob.daily().yaml(), 3);
    assertThat(run.job().passes().get(2).outputs().get(0).counts())
        .satisfies(
            counts -> {
              assertThat(counts.filesRead()).isEqualTo(1);
              assertThat(counts.filesSkipped()).isEqualTo(19);
              assertThat(counts.rowsRead()).isEqualTo(1);
            });
  }

  @Test
  void propertiesOfTheOutputAreSetWithThePublish() {
    lab.run(LoadJob.daily().yaml());
    lab.run(LoadJob.daily().properties("overwrite-mode: dynamic, owner: retail").yaml());
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("owner", "retail")
        .doesNotContainKey("overwrite-mode");
    assertThat(lab.tables().versions("copy")).hasSize(1 + 2 * 2);
  }

  private static long main(TableMetadata version) {
    return Optional.ofNullable(version.currentSnapshot()).map(Snapshot::snapshotId).orElse(-1L);
  }

  private static JobMark mark(TableMetadata version) {
    return JobMark.read("load", version.properties());
  }
}
