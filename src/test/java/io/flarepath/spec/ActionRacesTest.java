package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions beside others who commit to the same table. */
@Tag("spark")
class ActionRacesTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
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

  private static Path path(String location) {
    return Path.of(location.replaceFirst("^file:", ""));
  }

  private ActionRecord done(UpkeepJob job) {
    return job.done(lab);
  }
}
