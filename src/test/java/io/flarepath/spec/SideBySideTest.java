package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of a catch-up that are written side by side, and published one after the other. */
@Tag("spark")
class SideBySideTest {

  @RegisterExtension final Lab lab = new Lab();

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void tenDays() {
    lab.now("2024-01-11T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", rows(day -> true));
  }

  /** Two rows of each day. */
  private static String[] rows(IntPredicate ofDay) {
    return IntStream.rangeClosed(1, 10)
        .filter(ofDay)
        .boxed()
        .flatMap(day -> Stream.of(10 * day, 10 * day + 1))
        .map(id -> "'2024-01-%02d 08:00:00', %d".formatted(id / 10, id))
        .toArray(String[]::new);
  }

  private static LoadJob aligned() {
    return LoadJob.daily()
        .window("select * from all_events where at >= '$|start|' AND at < '$|end|'");
  }

  private Run run(LoadJob job, int parallel) {
    return lab.run(job.yaml(), lab.catchingUp(OptionalInt.empty()).parallel(parallel));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20})
  void eachWindowIsACommitInItsOrder(int parallel) {
    watchWrites();
    Run run = run(aligned(), parallel);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(10).isSorted();
    assertThat(run.job().passes().stream().map(PassRecord::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertOneChain(10);
    // The table is made, and each window is staged and published.
    assertThat(lab.tables().versions("copy")).hasSize(1 + 2 * 10);
    assertThat(lab.tables().branches("copy")).containsExactly("main");
    assertThat(lab.tables().orphans("copy")).isEmpty();
    assertThat(seen.indexOf("write 3")).isLessThan(seen.indexOf("publish 2"));
    assertThat(lab.catchUp(aligned().yaml()).job().passes()).isEmpty();
  }

  /** Each publish begins with the state that the one before it left. */
  private void assertOneChain(int publishes) {
    List<Snapshot> history = lab.tables().history("copy");
    assertThat(history).hasSize(publishes);
    String state = "";
    for (Snapshot snapshot : history) {
      String before = snapshot.summary().getOrDefault("flarepath.before.all_events.start", "");
      assertThat(before).isEqualTo(state);
      state = snapshot.summary().get("flarepath.state.all_events.start");
    }
    assertThat(lab.tables().state("copy", "load").toString()).contains(state);
  }

  private void watchWrites() {
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public FileSet files(OutputWrite write, String name) {
                seen.add("write " + name.replaceFirst(".*-load-(\\d+)-.*", "$1"));
                return super.files(write, name);
              }

              @Override
              public PublishOutcome publish(PublishRequest request) {
                seen.add("publish " + request.pass());
                return super.publish(request);
              }
            });
  }

  @Test
  void anAppendToo() {
    Run run = run(aligned().saveMode("append").properties("write.format.default: parquet"), 3);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertOneChain(10);
  }

  @Test
  void windowsThatShareAPartitionGoOneAfterTheOther() {
    assertOneAfterTheOther(LoadJob.daily());
  }

  @Test
  void windowsThatReplaceFilesByNameGoOneAfterTheOther() {
    assertOneAfterTheOther(
        aligned()
            .partitionedBy("")
            .properties("overwrite-mode: dynamic, write.format.default: avro"));
  }

  @Test
  void windowsThatLookBackGoOneAfterTheOther() {
    assertOneAfterTheOther(
        LoadJob.daily()
            .window(
                "select * from all_events where at >= timestamp'$|start|' - INTERVAL '1' DAY"
                    + " AND at < '$|end|'"));
  }

  @Test
  void aJobThatReadsWhatItWritesSeesTheWindowBefore() {
    lab.tables().insert("events", "'2024-01-03 09:00:00', 20", "'2024-01-05 09:00:00', 40");
    lab.tables().create("copy", "at timestamp, id bigint", "");
    LoadJob job =
        aligned()
            .input("already", "copy")
            .step("out", "SELECT e.* FROM events e LEFT ANTI JOIN already a ON e.id = a.id");
    Run run = run(job.saveMode("append").properties("write.format.default: parquet"), 3);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT count(*), count(DISTINCT id) FROM {}copy"))
        .containsExactly("20 | 20");
  }

  private void assertOneAfterTheOther(LoadJob job) {
    watchWrites();
    Run run = run(job, 3);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(seen.indexOf("write 3")).isGreaterThan(seen.indexOf("publish 2"));
    assertOneChain(10);
  }

  @Test
  void whatFollowsAFailureIsGivenUp() {
    String step = "SELECT at, IF(id = 50, raise_error('five'), id) AS id FROM events";
    Run failed = run(aligned().step("out", step), 3);
    assertThat(failed.job().passes()).hasSize(4);
    assertThat(failed.said()).contains("five");
    assertOneChain(4);
    assertThat(lab.tables().orphans("copy")).isEmpty();
    Run again = run(aligned(), 3);
    assertThat(again.said()).isEmpty();
    assertThat(again.windows()).hasSize(6);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertOneChain(10);
  }

  @Test
  void anAuditThatRejectsLeavesItsBranchAndNothingElse() {
    LoadJob job = aligned().assertions("- {column: id, tests: ['max < 60']}");
    Run failed = run(job, 3);
    assertThat(failed.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(failed.job().passes()).hasSize(5);
    assertOneChain(5);
    assertThat(lab.tables().branches("copy")).hasSize(2);
  }

  @Test
  void aLeakInALaterWindowStopsThere() {
    String step = "SELECT IF(id = 70, at + INTERVAL '9' DAY, at) AS at, id FROM events";
    Run failed = run(aligned().step("out", step), 4);
    assertThat(failed.failure().code()).isEqualTo(Code.ROWS_OUTSIDE_WINDOW);
    assertThat(failed.windows()).hasSize(6);
    assertOneChain(6);
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  @Test
  void aGapIsSkippedInOneCommit() {
    lab.tables().sql("DELETE FROM {}events WHERE id BETWEEN 40 AND 89");
    Run run = run(aligned(), 2);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().history("copy")).hasSizeLessThan(8);
  }

  @Test
  void moreWindowsThanAskedForAreNotBegun() {
    Run run = lab.run(aligned().yaml(), lab.catchingUp(OptionalInt.of(4)).parallel(3));
    assertThat(run.windows()).hasSize(4);
    assertThat(run.job().reason()).contains("stopped after 4 windows");
    assertOneChain(4);
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  @Test
  void anotherRunThatPublishesInBetweenWins() {
    AtomicInteger stagings = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                if (stagings.incrementAndGet() == 4) {
                  lab.setState(aligned().yaml(), Map.of("all_events.start", "2024-01-09 00:00:00"));
                }
                return super.stage(request, files, budget);
              }
            });
    Run run = run(aligned(), 3);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  @Test
  void othersMayWriteElsewhere() {
    lab.tables().create("copy", "at timestamp, id bigint", "days(at)");
    AtomicInteger stagings = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                int staging = stagings.incrementAndGet();
                if (staging <= 10) {
                  lab.tables().insert("copy", "'2023-12-%02d 08:00:00', 0".formatted(staging));
                }
                return super.stage(request, files, budget);
              }
            });
    Run run = run(aligned(), 3);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT count(*), count(DISTINCT id) FROM {}copy WHERE id > 0"))
        .containsExactly("20 | 20");
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy WHERE id = 0")).containsExactly("10");
  }
}
