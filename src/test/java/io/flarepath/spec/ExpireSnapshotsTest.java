package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.report.UpkeepText;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.RunRecord;
import io.flarepath.state.JobMark;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Expiring snapshots, but none that holds the last state of a job. */
@Tag("spark")
class ExpireSnapshotsTest {

  private static final String SOON = "olderThanTimestamp: 2999-01-01 00:00:00";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
  }

  @Test
  void expiresSnapshots() {
    ActionRecord done = done(UpkeepJob.action("expire_snapshots", "options: {" + SOON + "}"));
    assertThat(done.counts())
        .containsEntry("expired_snapshots", 2L)
        .containsEntry("deleted_manifest_lists", 2L);
    assertThat(lab.tables().history("events")).hasSize(1);
    ActionRecord again = done(UpkeepJob.action("expire_snapshots", "options: {" + SOON + "}"));
    assertThat(UpkeepText.action("keep", again).get(0)).contains("nothing to do");
  }

  @Test
  void expiresByIdAndRetainsTheLast() {
    List<Snapshot> history = lab.tables().history("events");
    assertThat(
            done(UpkeepJob.action("expire_snapshots", "options: {retainLast: 2, " + SOON + "}"))
                .counts())
        .containsEntry("expired_snapshots", 1L);
    String id = Long.toString(history.get(1).snapshotId());
    assertThat(
            done(UpkeepJob.action(
                    "expire_snapshots",
                    "options: {expireSnapshotId: %s, maxConcurrentDeletes: 2}".formatted(id)))
                .counts())
        .containsEntry("expired_snapshots", 1L);
    assertThat(lab.tables().history("events")).hasSize(1);
    String main = Long.toString(lab.tables().current("events").snapshotId());
    Diagnostic failure =
        lab.run(UpkeepJob.action("expire_snapshots", "options: {snapshotIds: " + main + "}").yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.notes()).first().asString().contains("Still referenced by refs");
  }

  @Test
  void neverExpiresASnapshotThatHoldsAState() {
    lab.run(LoadJob.named("one").toDataset("dataos://icebase:retail/copy").yaml());
    lab.run(
        LoadJob.named("two")
            .step("out", "SELECT at, id + 10 AS id, `it's` FROM events")
            .toDataset("dataos://icebase:retail/copy")
            .saveMode("append")
            .yaml());
    JobMark one = lab.tables().mark("copy", "one");
    JobMark two = lab.tables().mark("copy", "two");
    long first = one.last().orElseThrow().snapshotId();
    long second = two.last().orElseThrow().snapshotId();
    lab.tables()
        .insert("copy", "'2024-02-01 08:00:00', 9, 'z'")
        .insert("copy", "'2024-02-01 08:00:00', 9, 'z'");
    ActionRecord done =
        done(
            UpkeepJob.action(
                    "expire_snapshots",
                    "options: {snapshotIds: [%d, 12], %s}".formatted(first, SOON))
                .of("copy"));
    assertThat(done.counts()).containsEntry("expired_snapshots", 1L);
    assertThat(done.notes())
        .containsExactlyInAnyOrder(
            "snapshot %d is kept: it holds the last state of `one`".formatted(first),
            "snapshot %d is kept: it holds the last state of `two`".formatted(second));
    assertThat(lab.tables().table("copy").snapshot(first)).isNotNull();
    assertThat(lab.tables().table("copy").snapshot(second)).isNotNull();
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy VERSION AS OF " + first))
        .as("its files are there too")
        .containsExactly("2");
    assertThat(lab.tables().mark("copy", "one")).isEqualTo(one);
    lab.tables().sql("DELETE FROM {}copy WHERE id = 9");
    assertThat(
            lab.run(
                    LoadJob.named("one")
                        .toDataset("dataos://icebase:retail/copy")
                        .saveMode("append")
                        .yaml())
                .said())
        .isEmpty();
  }

  @Test
  void keepsWhatATagHoldsThatAnEarlierVersionDidNotMove() {
    String load =
        LoadJob.daily().step("out", "SELECT at, id, `it's` FROM events").saveMode("append").yaml();
    lab.run(load);
    long tagged = lab.tables().current("copy").snapshotId();
    lab.tables().byAnEarlierVersion("copy", "load", () -> lab.run(load));
    lab.tables().insert("copy", "'2024-02-01 08:00:00', 9, 'z'");
    ActionRecord done =
        done(UpkeepJob.action("expire_snapshots", "options: {" + SOON + "}").of("copy"));
    assertThat(done.notes()).hasSize(2);
    assertThat(lab.tables().table("copy").snapshot(tagged)).isNotNull();
    assertThat(lab.run(load).job().status()).isEqualTo(RunRecord.Status.SUCCEEDED);
  }

  @Test
  void refusesToExpireWhereABranchsOwnAgeWouldTakeAState() throws Exception {
    lab.run(LoadJob.daily().yaml());
    lab.tables()
        .unsealed("copy", "load")
        .insert("copy", "'2024-02-01 08:00:00', 9, 'z'")
        .insert("copy", "'2024-02-01 08:00:00', 9, 'z'");
    lab.tables()
        .table("copy")
        .manageSnapshots()
        .setMaxSnapshotAgeMs("main", 1)
        .setMinSnapshotsToKeep("main", 1)
        .commit();
    Thread.sleep(20);
    long before = lab.tables().history("copy").size();
    Run run =
        lab.run(UpkeepJob.action("expire_snapshots", "options: {" + SOON + "}").of("copy").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(run.failure().message()).contains("cannot expire without losing a job's last state");
    assertThat(lab.tables().history("copy")).hasSize((int) before);
  }

  @Test
  void aTableWhoseSnapshotsMayNotExpireIsTold() {
    lab.tables().sql("ALTER TABLE {}events SET TBLPROPERTIES ('gc.enabled' = 'false')");
    Diagnostic failure =
        lab.run(UpkeepJob.action("expire_snapshots", "options: {" + SOON + "}").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.notes()).first().asString().contains("GC is disabled");
    assertThat(failure.place()).isPresent();
  }

  private ActionRecord done(UpkeepJob job) {
    return job.done(lab);
  }
}
