package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.run.RunEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.TableUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Others commit to the output table after a pass has read it, and before its files are staged. If
 * what they did does not matter, it costs nothing: one commit stages, and one publishes.
 */
@Tag("spark")
class MovedWhileWritingTest {

  private static final String ELSEWHERE = "2024-02-01 12:00:00";
  private static final String IN_THE_WINDOW = "2024-01-02 12:00:00";
  private static final String AT_THE_EDGE = "2024-01-03 12:00:00";

  @RegisterExtension final Lab lab = new Lab();

  private final List<String> waits = new ArrayList<>();
  private int versions;

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
    lab.hearing(
        new RunEvents() {
          @Override
          public void triesAgain(String job, String table, String why) {
            waits.add(why);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aWindowIsStagedOnWhatOthersAppendedElsewhere(int version) {
    LoadJob job =
        LoadJob.daily()
            .properties("overwrite-mode: dynamic, format-version: '%d'".formatted(version));
    lab.run(job.yaml());
    assertThat(TableUtil.formatVersion(lab.tables().table("copy"))).isEqualTo(version);
    beforeStaging(() -> insert(ELSEWHERE, 100));
    isPublishedAtOnce(lab.run(job.yaml()), eventsAnd(ELSEWHERE + " | 100"));
  }

  @Test
  void anAppendIsStagedOnWhateverOthersAppended() {
    LoadJob job = LoadJob.daily().saveMode("append").properties("");
    lab.run(job.yaml());
    beforeStaging(() -> insert(IN_THE_WINDOW, 100));
    isPublishedAtOnce(lab.run(job.yaml()), eventsAnd(IN_THE_WINDOW + " | 100"));
  }

  @Test
  void aWindowInFilesThatGoByNameIsStagedOnWhatOthersAppendedElsewhere() {
    LoadJob job = LoadJob.daily().partitionedBy("");
    lab.run(job.yaml());
    insert("2024-01-02 00:00:00", 99);
    lab.tables()
        .sql(
            "INSERT INTO {}copy SELECT /*+ COALESCE(1) */ * FROM VALUES"
                + " (timestamp '2024-01-02 10:00:00', 98L), (timestamp '2024-03-01 10:00:00', 97L)");
    beforeStaging(() -> insert(ELSEWHERE, 100));
    isPublishedAtOnce(
        lab.run(job.yaml()),
        eventsAnd("2024-01-02 00:00:00 | 99", "2024-03-01 10:00:00 | 97", ELSEWHERE + " | 100"));
  }

  @Test
  void compactionOfWhatIsReplacedCostsNothing() {
    LoadJob job = LoadJob.daily();
    lab.run(job.yaml());
    beforeStaging(
        () ->
            lab.tables()
                .sql(
                    "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                        + " options => map('rewrite-all', 'true'))"));
    isPublishedAtOnce(lab.run(job.yaml()), eventsAnd());
  }

  @Test
  void newColumnsAndPartitionsAreStagedOnWhatOthersAppended() {
    lab.run(LoadJob.daily().yaml());
    beforeStaging(() -> insert(ELSEWHERE, 100));
    Run run =
        lab.run(
            LoadJob.daily()
                .step("more", "SELECT *, 1 AS n FROM events")
                .options("schemaChange: add")
                .partitionedBy("- {type: month, column: at, name: at_month}")
                .yaml());
    isPublishedAtOnce(
        run,
        List.of(
            "2024-01-01 08:00:00 | 1 | null",
            "2024-01-02 00:00:00 | 2 | null",
            "2024-01-02 09:00:00 | 3 | 1",
            ELSEWHERE + " | 100 | null"));
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_month: month");
  }

  @Test
  void anAppendIsStagedOnMainAlsoIfWhatThePassReadHasExpired() {
    LoadJob job = LoadJob.daily().saveMode("append").properties("");
    lab.run(job.yaml());
    lab.tables().sql("ALTER TABLE {}copy DROP TAG flarepath_load");
    long read = lab.tables().current("copy").snapshotId();
    beforeStaging(
        () -> {
          insert(ELSEWHERE, 100);
          lab.tables().table("copy").expireSnapshots().expireSnapshotId(read).commit();
        });
    isPublished(lab.run(job.yaml()), eventsAnd(ELSEWHERE + " | 100"));
    assertThat(versions()).as("two of others, one to stage, one to publish").isEqualTo(4);
  }

  @Test
  void foreignRowsInTheWindowStopTheRunAsEver() {
    lab.run(LoadJob.daily().yaml());
    beforeStaging(() -> insert(IN_THE_WINDOW, 100));
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.failure().code()).isEqualTo(Code.FOREIGN_ROWS);
    assertThat(run.failure().message())
        .isEqualTo(
            "another writer added rows to what this pass should replace in icebase.retail.copy");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 00:00:00 | 2", IN_THE_WINDOW + " | 100");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void rowsBesideTheWindowInItsPartitionsAreReadAndWrittenAgain() {
    lab.run(LoadJob.daily().yaml());
    beforeStaging(() -> insert(AT_THE_EDGE, 100));
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(2);
    assertThat(waits)
        .containsExactly("main moved in the meantime", "other writers changed the table");
    assertThat(lab.tables().rows("copy")).isEqualTo(eventsAnd(AT_THE_EDGE + " | 100"));
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void aRollbackMeanwhileStopsTheRunAsEver() {
    LoadJob job = LoadJob.daily().saveMode("append").properties("");
    lab.run(job.yaml());
    long first = lab.tables().current("copy").snapshotId();
    insert(ELSEWHERE, 100);
    beforeStaging(
        () ->
            lab.tables()
                .sql(
                    "CALL icebase.system.rollback_to_snapshot('retail.copy', %d)"
                        .formatted(first)));
    Run run = lab.run(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    assertThat(lab.tables().rows("copy"))
        .containsExactly("2024-01-01 08:00:00 | 1", "2024-01-02 00:00:00 | 2");
  }

  @Test
  void whereOthersCommitOnceMoreBeforeThePublishTheSameFilesAreStagedAgain() {
    lab.run(LoadJob.daily().yaml());
    meddling(() -> insert(ELSEWHERE, 100), () -> insert(ELSEWHERE, 101));
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(1);
    assertThat(waits).containsExactly("main moved in the meantime");
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(eventsAnd(ELSEWHERE + " | 100", ELSEWHERE + " | 101"));
    assertThat(versions()).as("two of others, two to stage, one to publish").isEqualTo(5);
  }

  @Test
  void foreignRowsOnceMoreBeforeThePublishStopTheRun() {
    lab.run(LoadJob.daily().yaml());
    meddling(() -> insert(ELSEWHERE, 100), () -> insert(IN_THE_WINDOW, 101));
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.failure().code()).isEqualTo(Code.FOREIGN_ROWS);
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1",
            "2024-01-02 00:00:00 | 2",
            IN_THE_WINDOW + " | 101",
            ELSEWHERE + " | 100");
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  private void isPublishedAtOnce(Run run, List<String> rows) {
    assertThat(versions()).as("one of others, one to stage, one to publish").isEqualTo(3);
    isPublished(run, rows);
  }

  private void isPublished(Run run, List<String> rows) {
    assertThat(run.said()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(1);
    assertThat(waits).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  private void insert(String at, int id) {
    lab.tables().insert("copy", "'%s', %d".formatted(at, id));
  }

  /** What others do just before the first staging of the next run. */
  private void beforeStaging(Runnable others) {
    meddling(others, () -> {});
  }

  private void meddling(Runnable beforeStaging, Runnable beforePublish) {
    versions = lab.tables().versions("copy").size();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              private boolean hasStaged;
              private boolean hasPublished;

              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                if (!hasStaged) {
                  hasStaged = true;
                  beforeStaging.run();
                }
                return super.stage(request, files, budget);
              }

              @Override
              public PublishOutcome publish(PublishRequest request) {
                if (!hasPublished) {
                  hasPublished = true;
                  beforePublish.run();
                }
                return super.publish(request);
              }
            });
  }

  /** How many commits there were since then, of whomever. */
  private int versions() {
    return lab.tables().versions("copy").size() - versions;
  }

  private List<String> eventsAnd(String... rows) {
    return Stream.concat(lab.tables().rows("events").stream(), Stream.of(rows)).sorted().toList();
  }
}
