package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.FileSet;
import io.flarepath.run.RunEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Others take away what a pass is reading. */
@Tag("spark")
class ChangedSourcesTest {

  private static final String WORKFLOW = LoadJob.daily().yaml();
  private static final String EXPIRE =
      "CALL icebase.system.expire_snapshots(table => 'retail.events', older_than => TIMESTAMP"
          + " '2100-01-01 00:00:00', retain_last => 1)";

  @RegisterExtension final Lab lab = new Lab();

  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-03T00:00")
        .hearing(
            new RunEvents() {
              @Override
              public void triesAgain(String job, String table, String why) {
                heard.add(table + ": " + why.replaceAll("\\d{9,}", "…"));
              }
            })
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 3");
  }

  @Test
  void aPassWhoseSnapshotWasExpiredIsDoneAgainFromTheNewest() {
    beforeWrites(1, this::replaceAndExpire);
    Run run = lab.run(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(heard)
        .containsExactly(
            "the table icebase.retail.events: its snapshot …, which was read, has been expired, or"
                + " another table has its name");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 101");
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main", "flarepath_load");
    assertThat(run.pass().number()).isEqualTo(2);
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  @Test
  void aSourceThatIsExpiredAgainAndAgainIsToldWithItsTable() {
    beforeWrites(9, this::replaceAndExpire);
    Diagnostic told = lab.run(WORKFLOW).failure();
    assertThat(told.code()).isEqualTo(Code.SOURCE_CHANGED);
    assertThat(told.message())
        .isEqualTo("the table icebase.retail.events changed while it was read");
    assertThat(told.notes().get(0)).contains("has been expired");
    assertThat(told.help().get(0)).contains("expire_snapshots");
    assertThat(told.place()).isPresent();
    assertThat(heard).hasSize(1);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aCatchUpGoesOnAfterAnExpiry() {
    beforeWrites(
        1,
        () -> {
          lab.tables().insert("events", "'2024-01-02 10:00:00', 4");
          lab.tables()
              .sql(
                  "CALL icebase.system.rewrite_data_files(table => 'retail.events', options => map('rewrite-all', 'true'))");
          lab.tables().sql(EXPIRE);
        });
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aSourceThatIsDroppedIsMissing() {
    beforeWrites(1, () -> lab.tables().sql("DROP TABLE icebase.retail.events PURGE"));
    Diagnostic told = lab.run(WORKFLOW).failure();
    assertThat(told.code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(heard)
        .containsExactly("the table icebase.retail.events: it has been dropped or renamed");
  }

  @Test
  void aFileThatIsGoneForGoodIsToldWithItsName() {
    beforeWrites(1, this::removeDataFiles);
    Diagnostic told = lab.run(WORKFLOW).failure();
    assertThat(told.code()).isEqualTo(Code.SOURCE_CHANGED);
    assertThat(told.notes().get(0))
        .matches("its file \\S+\\.parquet is missing, which the snapshot that is read still names");
    assertThat(heard).hasSize(1);
  }

  @Test
  void anExpiryWhileTheWindowIsChosenIsNoBug() {
    lab.hearing(RunEvents.NONE);
    AtomicInteger looks = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public java.util.Optional<io.flarepath.table.TableFacts> load(
                  io.flarepath.table.TableName name) {
                var facts = super.load(name);
                if (name.table().equals("events") && looks.incrementAndGet() == 1) {
                  replaceAndExpire();
                }
                return facts;
              }
            });
    Run run = lab.run(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 101");
  }

  @Test
  void aPassThatFailsForItsOwnReasonIsNotDoneAgain() {
    AtomicInteger passes = new AtomicInteger();
    lab.hearing(
        new RunEvents() {
          @Override
          public void passStarted(String job, int number, PassPlan pass) {
            passes.incrementAndGet();
          }
        });
    Run run =
        lab.run(
            LoadJob.daily()
                .step("out", "SELECT at, id + CAST(raise_error('no') AS bigint) AS id FROM events")
                .yaml());
    assertThat(run.failure().code()).isNotEqualTo(Code.SOURCE_CHANGED);
    assertThat(passes).hasValue(1);
  }

  @Test
  void filesOfAFolderThatAreReplacedAreReadAgain() throws IOException {
    Path folder = Files.createDirectories(lab.folder().resolve("in"));
    Files.writeString(folder.resolve("1.csv"), "id\n1\n");
    beforeWrites(
        1,
        () -> {
          try {
            Files.delete(folder.resolve("1.csv"));
            Files.writeString(folder.resolve("2.csv"), "id\n2\n");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Run run =
        lab.run(
            LoadJob.daily()
                .whole()
                .moreInput(
                    "- {name: files, dataset: '%s', format: csv, options: {header: 'true'}}"
                        .formatted(folder))
                .step("out", "SELECT CAST(id AS bigint) id FROM files")
                .partitionedBy("[]")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("2");
    assertThat(heard).hasSize(1);
  }

  /** What does not take away the snapshot that is read does not change what the pass reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE {}events ADD COLUMN more string FIRST",
        "DELETE FROM {}events",
        "CREATE OR REPLACE VIEW {}seen AS SELECT at, id + 100 AS id FROM {}events",
        "DROP VIEW {}seen"
      })
  void otherChangesOfASourceAreLeftToTheNextPass(String change) {
    lab.tables().sql("CREATE VIEW {}seen AS SELECT at, id FROM {}events");
    whenAPassHasBegun(1, () -> lab.tables().sql(change));
    Run run = lab.run(LoadJob.daily().from("seen").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
    assertThat(heard).isEmpty();
  }

  /** The pass is decided anew, and then it is the SQL that does not fit the table any more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events | ALTER TABLE {}events DROP COLUMN id
          seen   | ALTER TABLE {}events DROP COLUMN id
          seen   | ALTER TABLE {}events RENAME COLUMN id TO number
          seen   | CREATE OR REPLACE TABLE {}events (other string) USING iceberg
          """)
  void columnsThatGoAreToldAsWhatTheyAre(String input, String change) {
    lab.tables().sql("CREATE VIEW {}seen AS SELECT at, id FROM {}events");
    whenAPassHasBegun(1, () -> lab.tables().sql(change));
    Run run = lab.run(LoadJob.daily().from(input).step("out", "SELECT at, id FROM events").yaml());
    if (run.said().isEmpty()) {
      assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
    } else {
      assertThat(heard)
          .containsExactly("the table icebase.retail.events: its columns were changed");
      assertThat(run.failure().code()).isIn(Code.STEP_FAILED, Code.INPUT_UNREADABLE);
      assertThat(run.said()).doesNotContain("Couldn't find");
    }
  }

  @Test
  void aMergeAndADeliveryWhoseSourceWasExpiredAreDoneAgain() throws IOException {
    whenAPassHasBegun(1, this::replaceAndExpire);
    Run run =
        lab.run(
            LoadJob.daily()
                .options(
                    "merge: {onClause: old.id = new.id, whenClause: not matched then insert *}")
                .moreOutput(
                    "- {name: events, dataset: '%s', format: csv, options: {saveMode: overwrite}}"
                        .formatted(lab.folder().resolve("out")))
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(heard).hasSize(1);
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 101");
    assertThat(lab.tables().table("copy").refs()).containsOnlyKeys("main", "flarepath_load");
    try (Stream<Path> files = Files.walk(lab.folder().resolve("out"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".csv")).toList()) {
        assertThat(Files.readString(file)).contains("101").doesNotContain(",1\n");
      }
    }
  }

  @Test
  void aFileInputThatIsAPipeKeepsNobodyWaiting() throws Exception {
    Path folder = Files.createDirectories(lab.folder().resolve("in"));
    Files.writeString(folder.resolve("1.csv"), "id\n1\n");
    String pipe = folder.resolve("2.csv").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    for (String path : List.of(pipe, folder.toString(), folder + "/*.csv")) {
      Diagnostic told =
          lab.run(
                  LoadJob.daily()
                      .whole()
                      .moreInput(
                          "- {name: files, dataset: '%s', format: csv, options: {header: 'true'}}"
                              .formatted(path))
                      .yaml())
              .failure();
      assertThat(told.code()).isEqualTo(Code.INPUT_UNREADABLE);
      assertThat(told.message()).isEqualTo("the input `files` cannot be read");
      assertThat(told.notes())
          .containsExactly(pipe + " is a pipe, a device or a socket, and not a file");
    }
  }

  private void whenAPassHasBegun(int times, Runnable what) {
    AtomicInteger passes = new AtomicInteger();
    lab.hearing(
        new RunEvents() {
          @Override
          public void triesAgain(String job, String table, String why) {
            heard.add(table + ": " + why);
          }

          @Override
          public void passStarted(String job, int number, PassPlan pass) {
            if (passes.incrementAndGet() <= times) {
              what.run();
            }
          }
        });
  }

  private void replaceAndExpire() {
    lab.tables()
        .sql(
            "INSERT OVERWRITE icebase.retail.events VALUES (TIMESTAMP '2024-01-01 08:00:00', 101),"
                + " (TIMESTAMP '2024-01-02 09:00:00', 103)");
    lab.tables().sql(EXPIRE);
  }

  private void removeDataFiles() {
    Path data =
        Path.of(
            java.net.URI.create(
                "file:"
                    + lab.tables().table("events").location().replaceFirst("^file:/*", "/")
                    + "/data"));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beforeWrites(int times, Runnable what) {
    AtomicInteger writes = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public FileSet files(OutputWrite write, String name) {
                if (writes.incrementAndGet() <= times) {
                  what.run();
                }
                return super.files(write, name);
              }
            });
  }
}
