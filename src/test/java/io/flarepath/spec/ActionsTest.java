package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.report.PlanText;
import io.flarepath.report.RunJson;
import io.flarepath.report.UpkeepText;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.state.JobMark;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions: Iceberg's procedures on the tables of a job. */
@Tag("spark")
class ActionsTest {

  private static final String SOON = "olderThanTimestamp: 2999-01-01 00:00:00";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, `it's` string", "")
        .sql(
            "INSERT INTO {}events SELECT /*+ COALESCE(1) */ timestamp '2024-01-01 07:00:00'"
                + " + make_interval(0, 0, 0, 0, CAST(id AS int)), id, 'a' FROM range(1, 3)");
    lab.tables()
        .insert("events", "'2024-01-02 08:00:00', 3, 'c'")
        .insert("events", "'2024-01-03 08:00:00', 4, 'd\\\\e'");
  }

  // ---- rewrite_dataset, rewrite_manifests

  @Test
  void rewritesTheFilesOfAnInputsTable() {
    List<String> before = lab.tables().rows("events");
    ActionRecord done =
        done(
            UpkeepJob.action(
                "rewrite_dataset",
                "options: {strategy: BinPack, properties: {rewrite-all: true, min-input-files: \"1\"}}"));
    assertThat(done.counts())
        .containsEntry("rewritten_data_files", 3L)
        .containsEntry("added_data_files", 1L);
    assertThat(lab.tables().current("events").operation()).isEqualTo("replace");
    assertThat(lab.tables().rows("events")).isEqualTo(before);
    assertThat(UpkeepText.action("keep", done).get(0))
        .startsWith(
            "keep  rewrite_dataset of icebase.retail.events: 3 rewritten data files, 1 added data"
                + " files, ");
  }

  @Test
  void rewritesSomeFilesSorted() {
    ActionRecord done =
        done(
            UpkeepJob.action(
                "rewrite_dataset",
                "options: {strategy: sort, sort_order: 'id DESC NULLS LAST', where: \"`it's` <> 'd\\\\\\\\e'\","
                    + " properties: {rewrite-all: true}}"));
    assertThat(done.counts()).containsEntry("rewritten_data_files", 2L);
    assertThat(lab.tables().sql("SELECT id FROM {}events").stream().sorted())
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void rewritesManifests() {
    assertThat(done(UpkeepJob.action("Rewrite_Manifest", "options: {useCaching: no}")).counts())
        .containsEntry("rewritten_manifests", 3L)
        .containsEntry("added_manifests", 1L);
  }

  @Test
  void theOldFormRewritesTheOutputs() {
    String job = LoadJob.daily().yaml() + "            rewriteDataset: {mode: full}\n";
    Run run = lab.run(job);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().actions())
        .extracting(done -> done.plan().table().toString())
        .containsExactly("icebase.retail.copy");
    assertThat(done(UpkeepJob.with("rewriteDataset: {mode: Full}")).counts())
        .containsEntry("rewritten_data_files", 3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "options: {strategy: sort, sortOrder: nobody DESC}",
        "options: {properties: {no-such-option: 1}}",
        "options: {where: nobody > 3}",
        "options: {strategy: sort, sortOrder: id DESCENDING}",
      })
  void whatIcebergRejectsIsToldWithWhatRan(String options) {
    long before = lab.tables().current("events").snapshotId();
    Diagnostic failure = lab.run(UpkeepJob.action("rewrite_dataset", options).yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.message()).isEqualTo("rewrite_dataset of icebase.retail.events is rejected");
    assertThat(failure.place()).isPresent();
    assertThat(String.join("\n", failure.notes()))
        .contains(
            "it ran as: CALL `icebase`.system.rewrite_data_files(table => '`retail`.`events`'");
    assertThat(lab.tables().current("events").snapshotId()).isEqualTo(before);
  }

  // ---- expire_snapshots

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
  void refusesToExpireWhereABranchsOwnAgeWouldTakeAState() throws Exception {
    lab.run(LoadJob.daily().yaml());
    lab.tables()
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

  // ---- remove_orphans

  @ParameterizedTest
  @ValueSource(strings = {"%s/..", "%s2", "file:/elsewhere", "s3a://bucket%s"})
  void orphansAreLookedForInTheFolderOfTheTableOnly(String location) throws IOException {
    Path orphan = orphan();
    String folder = location.formatted(folder());
    Diagnostic failure =
        lab.run(UpkeepJob.action("remove_orphans", "options: {location: '" + folder + "'}").yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.message())
        .isEqualTo(
            "remove_orphans of icebase.retail.events is rejected: `"
                + folder
                + "` is not within the table's folder");
    assertThat(failure.place()).isPresent();
    assertThat(orphan).exists();
  }

  @Test
  void removesOrphansOfAFolderWithinTheTable() throws IOException {
    Path orphan = orphan();
    String options = "options: {location: '%s/data/', olderThan: 1640995200}".formatted(folder());
    assertThat(done(UpkeepJob.action("remove_orphans", options)).counts())
        .containsExactly(Map.entry("removed_orphan_files", 1L));
    assertThat(orphan).doesNotExist();
  }

  private String folder() {
    return URI.create(lab.tables().table("events").location()).getPath();
  }

  @Test
  void removesOrphansThatAreOldEnough() throws IOException {
    Path orphan = orphan();
    UpkeepJob dry =
        UpkeepJob.action(
            "remove_orphans", "options: {dryRun: true, olderThanTimestamp: 2022-01-01 00:00:00}");
    assertThat(done(dry).counts()).containsExactly(Map.entry("orphan_files_found", 1L));
    assertThat(orphan).exists();
    assertThat(
            done(UpkeepJob.action("remove_orphans", "options: {olderThan: 1640995200}")).counts())
        .containsExactly(Map.entry("removed_orphan_files", 1L));
    assertThat(orphan).doesNotExist();
    assertThat(lab.tables().rows("events")).hasSize(4);
  }

  @Test
  void filesYoungerThanADayMayBelongToARunAndAreLeft() throws IOException {
    Path orphan = orphan();
    Diagnostic failure =
        lab.run(UpkeepJob.action("remove_orphans", "options: {" + SOON + "}").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.notes()).first().asString().contains("less than 24 hours");
    assertThat(orphan).exists();
  }

  private Path orphan() throws IOException {
    Path folder = Path.of(URI.create(lab.tables().table("events").location()).getPath());
    Path orphan = Files.writeString(folder.resolve("data").resolve("orphan.parquet"), "nobody's");
    return Files.setLastModifiedTime(orphan, FileTime.from(Instant.parse("2021-06-01T00:00:00Z")));
  }

  // ---- delete_from_dataset

  @Test
  void deletesRowsByACondition() {
    ActionRecord done =
        done(
            UpkeepJob.action(
                "delete_from_dataset", "deleteWhere: target.id IN (1, 3) AND target.`it's` <> ''"));
    assertThat(done.counts()).containsExactly(Map.entry("deleted_rows", 2L));
    assertThat(lab.tables().sql("SELECT id FROM {}events ORDER BY id")).containsExactly("2", "4");
    assertThat(lab.tables().summary("events"))
        .containsEntry("flarepath.action", "delete_from_dataset")
        .containsEntry("flarepath.action-run", "run-1");
    assertThat(done(UpkeepJob.action("delete_from_dataset", "deleteWhere: id > 99")).counts())
        .containsExactly(Map.entry("deleted_rows", 0L));
    assertThat(
            done(UpkeepJob.action("delete_from_dataset", "options: {deleteWhere: 'true'}"))
                .counts())
        .containsExactly(Map.entry("deleted_rows", 2L));
  }

  @Test
  void deletesRowsThatAStepNamesFromATableThatKeepsDeletesApart() {
    lab.tables()
        .sql(
            "ALTER TABLE {}events SET TBLPROPERTIES ('format-version'='2', 'write.delete.mode'='merge-on-read')");
    ActionRecord done =
        done(
            UpkeepJob.with(
                """
                steps:
                  - sequence: [{name: old, sql: SELECT id FROM rows WHERE at < '2024-01-02' AND id > 1}]
                actions:
                  - name: delete_from_dataset
                    input: rows
                    deleteWhere: >
                      exists (select 1 from old
                      where old.id = target.id)
                """));
    assertThat(done.counts()).containsExactly(Map.entry("deleted_rows", 1L));
    assertThat(lab.tables().sql("SELECT id FROM {}events ORDER BY id"))
        .containsExactly("1", "3", "4");
  }

  @Test
  void aConditionThatSparkRejectsIsShownInItsPlace() {
    Diagnostic failure =
        lab.run(UpkeepJob.action("delete_from_dataset", "deleteWhere: target.idd = 3").yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.place().orElseThrow().length()).isEqualTo("target.idd".length());
    assertThat(lab.tables().rows("events")).hasSize(4);
  }

  // ---- Beside others.

  @Test
  void tablesOfAnyName() {
    lab.tables().sql("CREATE NAMESPACE icebase.`odd space`");
    lab.tables().sql("CREATE TABLE icebase.`odd space`.`it-is` USING iceberg AS SELECT 1 AS id");
    String yaml =
        UpkeepJob.with(
                """
                actions:
                  - {name: rewrite_dataset, input: odd}
                  - {name: rewrite_manifests, input: odd}
                  - {name: delete_from_dataset, input: odd, deleteWhere: target.id = 1}
                  - {name: expire_snapshots, input: odd, options: {olderThan: 2999-01-01}}
                  - {name: remove_orphans, input: odd}
                """)
            .alsoReading("{name: odd, dataset: 'dataos://icebase:odd space/it-is'}")
            .yaml();
    Run run = lab.run(yaml);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().actions()).hasSize(5);
  }

  @Test
  void actionsComeAfterThePublishAndOnlyIfThereWasOne() {
    String job =
        LoadJob.daily().saveMode("append").yaml()
            + """
                        actions:
                          - {name: delete_from_dataset, input: events, deleteWhere: id = 1}
                          - {name: expire_snapshots, input: events, options: {retainLast: 1}}
            """;
    assertThat(String.join("\n", PlanText.of(lab.plan(job))))
        .contains(
            """
              actions   delete_from_dataset of icebase.retail.events where id = 1
                        expire_snapshots of icebase.retail.events; keeps those that hold a job's last state\
            """);
    Run run = lab.catchUp(job);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().passes()).hasSize(3);
    assertThat(run.job().actions()).hasSize(2);
    assertThat(lab.tables().rows("copy")).hasSize(4);
    assertThat(RunJson.of(run.record(), List.of()))
        .contains("\"actions\":[{\"action\":\"delete_from_dataset\"")
        .contains("\"counts\":{\"deleted_rows\":1}");
    Run nothing = lab.run(job);
    assertThat(nothing.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(nothing.job().actions()).isEmpty();
  }

  @Test
  void anActionThatFailsLeavesWhatWasPublishedAndWhatWasDone() {
    String job =
        LoadJob.daily().yaml()
            + """
                        actions:
                          - {name: rewrite_manifests, input: events}
                          - {name: delete_from_dataset, input: events, deleteWhere: nobody = 1}
                          - {name: rewrite_manifests, input: events}
            """;
    Run run = lab.run(job);
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.job().passes()).hasSize(1);
    assertThat(run.job().actions()).hasSize(1);
    assertThat(lab.tables().rows("copy")).hasSize(2);
  }

  @Test
  void anActionGivesWayToOthersCommitsAndIsDoneAgain() {
    AtomicInteger tries = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public boolean commits(TableName name, Map<String, String> summary, Runnable work) {
                return super.commits(
                    name,
                    summary,
                    () -> {
                      if (tries.incrementAndGet() == 1) {
                        throw new CommitFailedException("others won");
                      }
                      work.run();
                    });
              }
            });
    assertThat(done(UpkeepJob.action("delete_from_dataset", "deleteWhere: id = 1")).counts())
        .containsExactly(Map.entry("deleted_rows", 1L));
    assertThat(tries).hasValue(2);
  }

  @Test
  void aDeleteBesideABusyWriterHappensOrChangesNothing() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    AtomicInteger conflicts = new AtomicInteger();
    lab.publishAttempts(4)
        .hearing(
            new RunEvents() {
              @Override
              public void triesAgain(String job, String table, String why) {
                conflicts.incrementAndGet();
              }
            });
    Table table = lab.tables().table("events");
    DataFile file =
        table.newScan().filter(Expressions.equal("id", 4L)).planFiles().iterator().next().file();
    Thread writer =
        new Thread(
            () -> {
              while (!ended.get() && written.get() < 400) {
                String path = file.location().replace(".parquet", "-" + written.get() + ".parquet");
                DataFile copy = DataFiles.builder(table.spec()).copy(file).withPath(path).build();
                try {
                  Files.copy(path(file.location()), path(path));
                  table.newAppend().appendFile(copy).commit();
                  written.incrementAndGet();
                  Thread.sleep(200);
                } catch (CommitFailedException | IOException | InterruptedException e) {
                  // The next one may get through.
                }
              }
            });
    writer.start();
    Run run = lab.run(UpkeepJob.action("delete_from_dataset", "deleteWhere: id = 4").yaml());
    ended.set(true);
    writer.join();
    long left =
        Long.parseLong(lab.tables().sql("SELECT count(*) FROM {}events WHERE id = 4").get(0));
    if (run.job().status() == Status.SUCCEEDED) {
      assertThat(run.job().actions().get(0).counts())
          .containsExactly(Map.entry("deleted_rows", written.get() + 1 - left));
    } else {
      assertThat(run.failure().code()).isEqualTo(Code.TABLE_TOO_BUSY);
      assertThat(conflicts).hasValue(4);
      assertThat(left).isEqualTo(written.get() + 1);
    }
    assertThat(lab.tables().sql("SELECT id FROM {}events WHERE id <> 4 ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  private static Path path(String location) {
    return Path.of(location.replaceFirst("^file:", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "delete_from_dataset, deleteWhere: id = 1, '2,3'",
    "rewrite_dataset, 'options: {properties: {rewrite-all: true}}', '1,2,3'",
    "expire_snapshots, 'options: {olderThan: 2999-01-01}', '1,2,3'",
  })
  void anActionOnAnOutputDuringAPassIsSeenByThePass(String name, String keys, String ids) {
    lab.run(LoadJob.daily().yaml());
    String action = UpkeepJob.action(name, keys).of("copy").yaml();
    AtomicInteger publishes = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public PublishOutcome publish(PublishRequest request) {
                if (publishes.incrementAndGet() == 1) {
                  assertThat(lab.run(action).said()).isEmpty();
                }
                return super.publish(request);
              }
            });
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly(ids.split(","));
    assertThat(lab.catchUp(LoadJob.daily().yaml()).said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly((ids + ",4").split(","));
  }

  private ActionRecord done(UpkeepJob job) {
    Run run = lab.run(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.job().actions()).hasSize(1);
    return run.job().actions().get(0);
  }
}
