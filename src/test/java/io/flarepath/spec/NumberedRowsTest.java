package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.run.RunEvents;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of format version 3, which number their rows. */
@Tag("spark")
class NumberedRowsTest {

  private static final String NUMBERS =
      "SELECT id, _row_id, _last_updated_sequence_number FROM {}copy WHERE id IN (1, 4, 5)"
          + " ORDER BY id";

  @RegisterExtension final Lab lab = new Lab();

  private static LoadJob job() {
    return LoadJob.daily().properties("overwrite-mode: dynamic, format-version: '3'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "month", ""})
  void rowsThatAreKeptKeepTheirNumbers(String unit) {
    SampleEvents.threeDays(lab);
    String workflow =
        job()
            .partitionedBy(
                unit.isEmpty() ? "" : "- {type: %s, column: at, name: at_part}".formatted(unit))
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy")).hasSize(5);
    // One file for all rows: the window in the middle is then cut out of it.
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    List<String> before = lab.tables().sql(NUMBERS);
    Run again =
        lab.backfill(
            workflow,
            Map.of(
                "all_events.start",
                "2024-01-01 12:00:00",
                "all_events.end",
                "2024-01-02 12:00:00"));
    assertThat(again.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql(NUMBERS)).isEqualTo(before).doesNotContain("null");
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy")).hasSize(5);
  }

  @Test
  void anAppendAndANewColumnAreWrittenToo() {
    SampleEvents.threeDays(lab);
    lab.run(job().saveMode("append").yaml());
    Run run =
        lab.catchUp(
            job()
                .saveMode("append")
                .options("schemaChange: add")
                .step("out", "SELECT *, id * 2 AS twice FROM events")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, twice FROM {}copy ORDER BY id"))
        .containsExactly("1 | null", "2 | null", "3 | 6", "4 | 8", "5 | 10");
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy WHERE _row_id IS NOT NULL"))
        .hasSize(5);
  }

  private static final String MERGE =
      "merge: {onClause: old.id = new.id, whenClause: matched then update set * when not matched"
          + " then insert *}";

  private void copy(int version, String properties, String partitions) {
    lab.tables()
        .sql(
            "CREATE TABLE {}copy (at timestamp, id bigint) USING iceberg %s TBLPROPERTIES"
                    .formatted(partitions)
                + " ('format-version' = '%d', %s)".formatted(version, properties));
  }

  /** Rows that a merge updates or rewrites keep their numbers, and no number is given twice. */
  @ParameterizedTest
  @ValueSource(strings = {"copy-on-write", "merge-on-read"})
  void aMergeKeepsNumbers(String mode) {
    SampleEvents.threeDays(lab);
    copy(3, "'write.merge.mode' = '%s'".formatted(mode), "PARTITIONED BY (days(at))");
    lab.tables().insert("copy", "'2024-01-01 05:00:00', 1", "'2024-01-01 06:00:00', 90");
    Run run =
        lab.catchUp(LoadJob.daily().partitionedBy("").options(MERGE).saveMode("append").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, _row_id FROM {}copy WHERE id IN (1, 90) ORDER BY id"))
        .containsExactly("1 | 0", "90 | 1");
    numbersAreGivenOnce(6);
  }

  /** Old files get their numbers with the first commit after the upgrade. */
  @Test
  void aTableMayBeUpgraded() {
    SampleEvents.threeDays(lab);
    copy(2, "'write.delete.mode' = 'merge-on-read'", "PARTITIONED BY (months(at))");
    lab.tables()
        .insert(
            "copy",
            "'2024-01-01 05:00:00', 91",
            "'2023-12-31 05:00:00', 92",
            "'2024-01-31 05:00:00', 93",
            "'2024-01-31 05:00:00', 94");
    lab.tables().sql("DELETE FROM {}copy WHERE id = 94");
    lab.tables().sql("ALTER TABLE {}copy SET TBLPROPERTIES ('format-version' = '3')");
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5", "92", "93");
    numbersAreGivenOnce(7);
  }

  @Test
  void theWorkflowMayUpgradeIt() {
    SampleEvents.threeDays(lab);
    copy(2, "'write.delete.mode' = 'merge-on-read'", "PARTITIONED BY (months(at))");
    lab.tables().insert("copy", "'2023-12-31 05:00:00', 92", "'2024-01-31 05:00:00', 93");
    Run run = lab.catchUp(job().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(versionOfCopy()).isEqualTo(3);
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5", "92", "93");
    numbersAreGivenOnce(7);
    // There is no way back, and an older workflow still runs.
    String older =
        LoadJob.daily().properties("overwrite-mode: dynamic, format-version: '2'").yaml();
    Run again =
        lab.backfill(
            older, Map.of("all_events.start", "2024-01-01", "all_events.end", "2024-01-02"));
    assertThat(again.said()).isEmpty();
    numbersAreGivenOnce(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1; format-version: '2'; 2",
        "1; ' Format-Version ': ' 3 '; 3",
        "2; FORMAT-VERSION: 3; 3",
      })
  void anUpgradeStaysWhenItsRowsAreTakenBack(int has, String property, int version) {
    SampleEvents.threeDays(lab);
    copy(has, "'a' = 'b'", "PARTITIONED BY (days(at))");
    lab.tables().insert("copy", "'2023-12-31 05:00:00', 92");
    String job = LoadJob.daily().properties("overwrite-mode: dynamic, " + property).yaml();
    assertThat(lab.run(job).said()).isEmpty();
    assertThat(versionOfCopy()).isEqualTo(version);
    lab.undo(lab.places(job).get(0));
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).containsExactly("92");
    assertThat(versionOfCopy()).isEqualTo(version);
    assertThat(lab.catchUp(job).job().diagnostics()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5", "92");
  }

  @Test
  void aNewTableHasTheVersionHoweverItIsWritten() {
    SampleEvents.threeDays(lab);
    lab.run(LoadJob.daily().properties("overwrite-mode: dynamic, Format-Version: ' 3 '").yaml());
    assertThat(versionOfCopy()).isEqualTo(3);
  }

  private int versionOfCopy() {
    HasTableOperations copy = (HasTableOperations) lab.tables().table("copy");
    assertThat(copy.operations().current().properties())
        .doesNotContainKeys("format-version", "Format-Version", "FORMAT-VERSION");
    return copy.operations().current().formatVersion();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "format-version: '9'; `9` is not a version of Iceberg's format",
        "Format-Version: '9'; `9` is not a version of Iceberg's format",
        "format-version: '2', Format-Version: '3'; `format-version` appears twice",
        "UUID: abc; the table property `UUID` cannot be set in a workflow",
        "current-snapshot-id: '1'; the table property `current-snapshot-id` cannot be set in a workflow",
      })
  void whatIsNoPropertyIsNotSet(String property, String message) {
    assertThat(lab.problems(LoadJob.daily().properties(property).yaml()))
        .extracting(Diagnostic::message)
        .contains(message);
  }

  /** The files are staged again on what somebody else has published meanwhile. */
  @Test
  void aPublishOnAnotherMainGivesOtherNumbers() {
    SampleEvents.threeDays(lab);
    lab.run(job().yaml());
    lab.hearing(
        new RunEvents() {
          @Override
          public void publishing(String job, int number, String table) {
            if (lab.tables().rows("copy").size() < 4) {
              lab.tables().insert("copy", "'2024-03-01 05:00:00', 80", "'2024-03-01 06:00:00', 81");
            }
          }
        });
    Run run = lab.catchUp(job().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(7);
    numbersAreGivenOnce(7);
  }

  private void numbersAreGivenOnce(int rows) {
    List<String> numbers = lab.tables().sql("SELECT _row_id FROM {}copy");
    assertThat(numbers).hasSize(rows).doesNotHaveDuplicates().doesNotContain("null");
    TableMetadata now = ((HasTableOperations) lab.tables().table("copy")).operations().current();
    assertThat(numbers).allMatch(number -> Long.parseLong(number) < now.nextRowId());
    long next = 0;
    for (Snapshot snapshot : now.snapshots()) {
      if (snapshot.firstRowId() != null) {
        assertThat(snapshot.firstRowId()).isEqualTo(next);
        next += snapshot.addedRows();
      }
    }
    assertThat(now.nextRowId()).isEqualTo(next);
  }
}
