package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.SnapshotRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tag of a job's mark: a rollback stays visible whatever expires, and an expiry is not taken
 * for a rollback.
 */
@Tag("spark")
class RollbackTagTest {

  private static final String JOB = LoadJob.daily().saveMode("append").yaml();
  private static final String TAG = "flarepath_load";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void fourDays() {
    lab.now("2024-01-04T00:00");
  }

  private void events() {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 09:00:00', 2",
            "'2024-01-03 10:00:00', 3");
  }

  // ---- Rollbacks.

  @ParameterizedTest
  @CsvSource({"hadoop, 1, 1", "hadoop, 2, 3", "jdbc, 1, 3", "jdbc, 2, 1", "jdbc, 2, 3"})
  void aRollbackIsProvenWhateverHasExpiredSince(String catalog, int version, int commits) {
    use(catalog);
    events();
    lab.tables()
        .sql(
            "CREATE TABLE {}copy (at timestamp, id bigint) USING iceberg PARTITIONED BY (days(at))"
                + " TBLPROPERTIES ('format-version'='%d')".formatted(version));
    load("append");
    long first = lab.tables().history("copy").get(0).snapshotId();
    lab.tables()
        .sql("CALL icebase.system.rollback_to_snapshot('retail.copy', %d)".formatted(first));
    for (int i = 0; i < commits; i++) {
      insertForeign();
      expire();
    }
    List<String> rows = lab.tables().rows("copy");
    Diagnostic failure = lab.run(JOB).failure();
    assertThat(failure.code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.examine(JOB)).extracting(Diagnostic::code).contains(Code.TABLE_ROLLED_BACK);
    lab.setState(JOB, Map.of("all_events.start", "2024-01-02 00:00:00"));
    assertThat(lab.catchUp(JOB).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsAll(lab.tables().rows("events"));
  }

  @Test
  void aTableThatWasReplacedIsProvenToo() {
    events();
    load("append");
    lab.tables()
        .sql(
            "CREATE OR REPLACE TABLE {}copy USING iceberg PARTITIONED BY (days(at)) AS SELECT * FROM {}events");
    insertForeign();
    insertForeign();
    expire();
    assertThat(lab.run(JOB).failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
  }

  // ---- Expiries.

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void anExpiryBetweenOthersCommitsIsNoRollback(String mode) {
    events();
    String job = load(mode);
    for (int i = 0; i < 3; i++) {
      insertForeign();
      compact();
      expire();
    }
    goesOn(job);
  }

  @Test
  void itIsNoRollbackEitherIfEarlierMetadataIsGoneButTheJobsFilesAreThere() throws IOException {
    events();
    String job = load("append");
    for (int i = 0; i < 3; i++) {
      insertForeign();
    }
    expire();
    loseEarlierMetadata();
    goesOn(job);
  }

  @Test
  void itIsNoRollbackEitherIfTheManifestsOfTheJobsFilesWereMerged() throws IOException {
    events();
    String job = load("append");
    insertForeign();
    lab.tables().sql("CALL icebase.system.rewrite_manifests(table => 'retail.copy')");
    insertForeign();
    expire();
    loseEarlierMetadata();
    goesOn(job);
  }

  @Test
  void whatNothingShowsIsAskedForAndConfirmedBySettingTheState() throws IOException {
    events();
    String job = load("append");
    loseEveryTrace();
    Diagnostic failure = lab.run(job).failure();
    assertThat(failure.code()).isEqualTo(Code.ROLLBACK_UNKNOWN);
    assertThat(failure.place()).isPresent();
    lab.setState(job, Map.of("all_events.start", "2024-01-04 00:00:00"));
    goesOn(job);
  }

  @Test
  void aTableOfAnEarlierVersionGoesOnAsItDidAndItsNextPublishSetsTheTag() throws IOException {
    events();
    String job = load("append");
    lab.tables().unsealed("copy", "load");
    loseEveryTrace();
    goesOn(job);
    assertThat(tag().snapshotId()).isEqualTo(lab.tables().current("copy").snapshotId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "backfill", "set", "clear", "undo", "expired"})
  void aPublishOfAnEarlierVersionInBetweenIsNoDamage(String what) {
    events();
    lab.run(JOB);
    lab.run(JOB);
    Map<String, String> first =
        Map.of("all_events.start", "2024-01-01", "all_events.end", "2024-01-02");
    lab.tables()
        .byAnEarlierVersion(
            "copy",
            "load",
            () -> {
              switch (what) {
                case "backfill" -> lab.backfill(JOB, first);
                case "set" -> lab.setState(JOB, Map.of("all_events.start", "2024-01-02 00:00:00"));
                case "clear" -> lab.change(planner -> planner.clear(lab.places(JOB).get(0)));
                case "undo" -> lab.undo(lab.places(JOB).get(0));
                default -> lab.run(JOB);
              }
            });
    if (what.equals("expired")) {
      insertForeign();
      expire();
    }
    lab.now("2024-01-05T00:00").tables().insert("events", "'2024-01-04 11:00:00', 4");
    assertThat(lab.examine(JOB)).extracting(Diagnostic::code).doesNotContain(Code.STATE_DAMAGED);
    assertThat(lab.catchUp(JOB).job().status()).isEqualTo(Status.SUCCEEDED);
    assertTagAtHead();
    assertThat(lab.tables().rows("copy")).containsAll(lab.tables().rows("events"));
  }

  @Test
  void theSealOfAnEarlierPublishDoesNotExcuseAnyOtherState() {
    events();
    lab.run(JOB);
    lab.run(JOB);
    lab.tables().byAnEarlierVersion("copy", "load", () -> lab.run(JOB));
    lab.tables()
        .sql(
            "ALTER TABLE {}copy SET TBLPROPERTIES ('flarepath.state.load.all_events.start' = '2024-01-02 00:00:00')");
    assertThat(lab.run(JOB).failure().code()).isEqualTo(Code.STATE_DAMAGED);
  }

  @Test
  void aDroppedTagIsSetAgainByTheNextPublish() {
    events();
    String job = load("append");
    lab.tables().sql("ALTER TABLE {}copy DROP TAG flarepath_load");
    goesOn(job);
    assertThat(tag().snapshotId()).isEqualTo(lab.tables().current("copy").snapshotId());
  }

  @Test
  void withoutTheTagARollbackIsStillShownByEarlierMetadata() {
    events();
    String job = load("append");
    long first = lab.tables().history("copy").get(0).snapshotId();
    lab.tables().sql("ALTER TABLE {}copy DROP TAG flarepath_load");
    lab.tables()
        .sql("CALL icebase.system.rollback_to_snapshot('retail.copy', %d)".formatted(first));
    insertForeign();
    insertForeign();
    expire();
    assertThat(lab.run(job).failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
  }

  @Test
  void theTagOutlivesTheAgeAtWhichRefsExpire() throws InterruptedException {
    events();
    String job = load("append");
    lab.tables().sql("ALTER TABLE {}copy SET TBLPROPERTIES ('history.expire.max-ref-age-ms'='1')");
    Thread.sleep(20);
    insertForeign();
    expire();
    assertThat(lab.tables().sql("SELECT name, type, max_reference_age_in_ms FROM {}copy.refs"))
        .contains("flarepath_load | TAG | 9223372036854775807");
    goesOn(job);
  }

  // ---- Where the tag is.

  @Test
  void theTagIsOnWhatWasPublishedLastAndGoesWithTheState() {
    events();
    lab.run(JOB);
    assertTagAtHead();
    assertThat(lab.run(JOB).job().passes()).hasSize(1);
    assertTagAtHead();
    lab.backfill(JOB, Map.of("all_events.start", "2024-01-01", "all_events.end", "2024-01-02"));
    assertTagAtHead();
    lab.setState(JOB, Map.of("all_events.start", "2024-01-02 00:00:00"));
    assertTagAtHead();
    insertForeign();
    lab.run(JOB);
    assertTagAtHead();
    lab.change(planner -> planner.clear(lab.places(JOB).get(0)));
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main");
  }

  @Test
  void undoMovesItBackAndTakesItAwayWithTheFirstPublish() {
    events();
    lab.run(JOB);
    long first = lab.tables().current("copy").snapshotId();
    lab.run(JOB);
    lab.undo(lab.places(JOB).get(0));
    assertThat(tag().snapshotId()).isEqualTo(first);
    lab.undo(lab.places(JOB).get(0));
    assertThat(lab.tables().table("copy").refs()).isEmpty();
    assertThat(lab.tables().properties("copy"))
        .containsOnlyKeys("flarepath.created-by", "flarepath.expire-snapshots");
    assertThat(lab.catchUp(JOB).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void anEmptyWindowAndAMergeMoveItToo() {
    events();
    lab.tables().sql("DELETE FROM {}events WHERE id = 2");
    String merge =
        LoadJob.daily()
            .saveMode("append")
            .options(
                "merge: {onClause: old.id = new.id, whenClause: when not matched then insert *}")
            .yaml();
    Run run = lab.catchUp(merge);
    assertThat(run.said()).isEmpty();
    assertTagAtHead();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void twoJobsOfOneTableHaveATagEachAndAJobWithoutAStateHasNone() {
    events();
    assertThat(lab.run(daily("once").whole().yaml()).said()).isEmpty();
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main");
    lab.run(JOB);
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main", TAG);
    lab.catchUp(LoadJob.workflow("test", daily("one"), daily("one-2")));
    assertThat(lab.tables().table("copy").refs())
        .containsOnlyKeys("main", TAG, "flarepath_one", "flarepath_one-2");
    lab.tables().sql("ALTER TABLE {}copy DROP TAG `flarepath_one-2`");
  }

  @Test
  void aDoctorNamesTheTagOfAJobThatWasRenamed() {
    events();
    lab.run(JOB);
    String renamed = LoadJob.workflow("test", daily("renamed"));
    List<Diagnostic> found = lab.examine(renamed);
    assertThat(found).extracting(Diagnostic::code).contains(Code.LEFT_TAG);
    assertThat(found.toString()).contains("DROP TAG `flarepath_load`");
    assertThat(lab.examine(JOB)).extracting(Diagnostic::code).doesNotContain(Code.LEFT_TAG);
  }

  // ---- Others' refs.

  @ParameterizedTest
  @ValueSource(strings = {"TAG", "BRANCH"})
  void aRefOfSomebodyElseStaysAsItIs(String kind) {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "days(at)")
        .insert("copy", "'2023-01-01 00:00:00', 0")
        .sql("ALTER TABLE {}copy CREATE %s flarepath_load".formatted(kind));
    SnapshotRef theirs = tag();
    Run run = lab.run(JOB);
    assertThat(run.failure().code()).isEqualTo(Code.TAG_TAKEN);
    assertThat(run.failure().place()).isPresent();
    assertThat(tag()).isEqualTo(theirs);
    lab.tables().sql("ALTER TABLE {}copy DROP %s flarepath_load".formatted(kind));
    assertThat(lab.catchUp(JOB).said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TAG", "BRANCH"})
  void itStaysAlsoIfItIsMadeWhileAPassIsUnderWay(String kind) {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "days(at)")
        .insert("copy", "'2023-01-01 00:00:00', 0");
    lab.meddling(tables -> new Making(tables, kind));
    Run run = lab.run(JOB);
    assertThat(run.failure().code()).isEqualTo(Code.TAG_TAKEN);
    assertThat(run.failure().place()).isPresent();
    assertThat(lab.tables().rows("copy")).hasSize(1);
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main", TAG);
  }

  /** Somebody who makes a ref of the tag's name just before the publish. */
  private final class Making extends MeddledTables {
    private final String kind;

    Making(Tables tables, String kind) {
      super(tables);
      this.kind = kind;
    }

    @Override
    public PublishOutcome publish(PublishRequest request) {
      lab.tables().sql("ALTER TABLE {}copy CREATE %s IF NOT EXISTS flarepath_load".formatted(kind));
      return super.publish(request);
    }
  }

  // ---- How it is done.

  private void use(String catalog) {
    if (catalog.equals("hadoop")) {
      lab.catalog("type", "hadoop");
    }
  }

  private static LoadJob daily(String name) {
    return LoadJob.named(name).saveMode("append");
  }

  private String load(String mode) {
    String job = LoadJob.daily().saveMode(mode).yaml();
    assertThat(lab.catchUp(job).job().passes()).hasSize(3);
    return job;
  }

  /** The next window is loaded, once. */
  private void goesOn(String job) {
    lab.now("2024-01-05T00:00").tables().insert("events", "'2024-01-04 11:00:00', 4");
    Run run = lab.catchUp(job);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.job().passes()).hasSize(1);
    assertThat(lab.tables().sql("SELECT id FROM {}copy WHERE id = 4")).hasSize(1);
    assertTagAtHead();
  }

  private SnapshotRef tag() {
    return lab.tables().table("copy").refs().get(TAG);
  }

  private void assertTagAtHead() {
    assertThat(tag().isTag()).isTrue();
    assertThat(tag().snapshotId()).isEqualTo(lab.tables().current("copy").snapshotId());
  }

  private void insertForeign() {
    lab.tables().insert("copy", "'2023-06-01 08:00:00', 900");
  }

  private void compact() {
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options => map('rewrite-all', 'true'))");
  }

  private void expire() {
    lab.tables()
        .sql(
            "CALL icebase.system.expire_snapshots(table => 'retail.copy', retain_last => 1,"
                + " older_than => TIMESTAMP '2999-01-01 00:00:00')");
  }

  private void loseEveryTrace() throws IOException {
    insertForeign();
    compact();
    insertForeign();
    expire();
    loseEarlierMetadata();
  }

  private void loseEarlierMetadata() throws IOException {
    String current = lab.tables().metadataFile("copy");
    Path folder = Path.of(java.net.URI.create(lab.tables().table("copy").location()).getPath());
    try (Stream<Path> files = Files.list(folder.resolve("metadata"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".metadata.json")).toList()) {
        if (!current.endsWith(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }
}
