package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.publish.Tables;
import io.flarepath.report.PlanText;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table whose partitions are not the workflow's: they change in the commit that publishes. */
@Tag("spark")
class PartitionEvolutionTest {

  private static final String BY_MONTH = "- {type: month, column: AT, name: at_month}";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-02-01T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 2");
  }

  private static LoadJob appending(String partitions) {
    return LoadJob.daily().saveMode("append").properties("").partitionedBy(partitions);
  }

  @Test
  void anAppendGivesTheTableTheWorkflowsPartitionsInItsOwnCommit() {
    lab.run(LoadJob.daily().yaml());
    int versions = lab.tables().versions("copy").size();
    Run run = lab.run(appending(BY_MONTH).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly("2024-01-01 08:00:00 | 1", "2024-01-02 09:00:00 | 2");
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_month: month");
    assertThat(lab.tables().versions("copy")).hasSize(versions + 2);
    assertThat(
            lab.tables().versions("copy").stream().map(version -> version.spec().isPartitioned()))
        .containsOnly(true);
    assertThat(lab.tables().versions("copy").get(versions).spec().toString()).contains("day");
    assertThat(lab.tables().sql("SELECT spec_id, record_count FROM {}copy.files ORDER BY 1"))
        .containsExactly("0 | 1", "1 | 1");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void thePlanSaysSo() {
    lab.run(LoadJob.daily().yaml());
    assertThat(PlanText.of(lab.plan(appending(BY_MONTH).yaml())))
        .contains(
            "            changes the table's partitions, which were day(at): the workflow's"
                + " `partitionSpec` differs",
            "            partitioned by month(AT)");
  }

  @Test
  void aTableWithoutPartitionsGetsThem() {
    lab.run(appending("").yaml());
    lab.run(appending("- {type: bucket, column: id, numBuckets: 4}").yaml());
    assertThat(lab.tables().table("copy").spec().toString()).contains("id_bucket: bucket[4]");
    assertThat(lab.tables().rows("copy")).hasSize(2);
  }

  @Test
  void withoutAPartitionSpecTheTablesStays() {
    lab.run(LoadJob.daily().yaml());
    lab.run(appending("").yaml());
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    assertThat(lab.tables().table("copy").specs()).hasSize(1);
  }

  @Test
  void theSameSpecUnderAnotherNameIsTheSame() {
    lab.run(LoadJob.daily().yaml());
    lab.run(appending("- {type: day, column: AT, name: another}").yaml());
    assertThat(lab.tables().table("copy").specs()).hasSize(1);
  }

  @Test
  void replacingAllRowsChangesThePartitionsToo() {
    lab.run(LoadJob.daily().yaml());
    lab.run(LoadJob.daily().properties("").partitionedBy(BY_MONTH).yaml());
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-02 09:00:00 | 2");
    assertThat(lab.tables().sql("SELECT spec_id FROM {}copy.files")).containsExactly("1");
  }

  @Test
  void aWindowIsReplacedOverTheFilesOfBothSpecs() {
    lab.tables().insert("events", "'2024-01-01 20:00:00', 3");
    lab.run(LoadJob.daily().yaml());
    Run run = lab.run(LoadJob.daily().partitionedBy(BY_MONTH).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("1+2");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-01 20:00:00 | 3", "2024-01-02 09:00:00 | 2");
    assertThat(lab.tables().sql("SELECT DISTINCT spec_id FROM {}copy.files")).containsExactly("1");
  }

  @Test
  void aWindowIsReplacedFileByFileWhereItsPartitionsCutFilesOfAnotherSpec() {
    lab.run(appending("").yaml());
    List<String> rows = lab.tables().rows("copy");
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.output().write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).containsAll(rows);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void anEmptiedTableHasNoFilesThatItsOldPartitionsWouldCut() {
    lab.run(appending("").yaml());
    lab.tables().sql("DELETE FROM {}copy");
    Run run = lab.run(LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-02 09:00:00 | 2");
  }

  @Test
  void partitionsAreNotReplacedWhereTheirRowsLieInFilesOfAnOlderSpec() {
    LoadJob whole = LoadJob.daily().whole();
    lab.run(whole.partitionedBy("- {type: identity, column: id}").yaml());
    Run run = lab.run(LoadJob.daily().whole().yaml());
    assertThat(run.failure().code()).isEqualTo(Code.MIXED_PARTITIONING);
    assertThat(run.failure().message())
        .isEqualTo(
            "the table icebase.retail.copy still contains files that were written partitioned by"
                + " [id], so replacing the current partitions would leave their rows next to the new ones");
    assertThat(lab.tables().rows("copy")).hasSize(2);
  }

  @Test
  void aRejectedAuditLeavesThePartitionsAsTheyWere() {
    lab.run(LoadJob.daily().yaml());
    Run run = lab.run(appending(BY_MONTH).assertions("- {column: id, tests: ['max < 2']}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
    // What is left of it is known to the table, and the next run takes it up.
    assertThat(lab.tables().table("copy").specs()).hasSize(2);
    lab.run(appending(BY_MONTH).yaml());
    assertThat(lab.tables().table("copy").specs()).hasSize(2);
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_month: month");
  }

  @Test
  void aFieldThatDoesNotFitIsFoundBeforeAnythingIsWritten() {
    lab.run(LoadJob.daily().yaml());
    String metadata = lab.tables().metadataFile("copy");
    Run run = lab.run(appending("- {type: day, column: id, name: id_day}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.BAD_PARTITION_FIELD);
    assertThat(run.failure().message()).isEqualTo("the table cannot be partitioned by day of `id`");
    assertThat(run.failure().place()).isPresent();
    run = lab.run(appending("- {type: hour, column: at, name: id}").yaml());
    assertThat(run.failure().message())
        .isEqualTo("the partition field `id` has the name of a column");
    run = lab.run(appending("- {type: day, column: att}").yaml());
    assertThat(run.failure().message()).isEqualTo("the result has no partition column `att`");
    assertThat(lab.tables().metadataFile("copy")).isEqualTo(metadata);
  }

  @Test
  void anotherFieldMayTakeTheNameOfTheOldOne() {
    lab.run(LoadJob.daily().yaml());
    Run run = lab.run(appending("- {type: hour, column: at, name: at_day}").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: hour");
  }

  @Test
  void aTableOfTheFirstFormatChangesThereAndBack() {
    lab.tables()
        .sql(
            "CREATE TABLE {}copy (at timestamp, id bigint) USING iceberg PARTITIONED BY (days(at))"
                + " TBLPROPERTIES ('format-version' = '1')");
    lab.tables().insert("events", "'2024-01-03 08:00:00', 3");
    assertThat(lab.run(appending(BY_MONTH).yaml()).said()).isEmpty();
    assertThat(lab.run(LoadJob.daily().yaml()).said()).isEmpty();
    assertThat(lab.run(LoadJob.daily().yaml()).said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 09:00:00 | 2", "2024-01-03 08:00:00 | 3");
  }

  @Test
  void whenOthersChangeThePartitionsWhileItIsStagedItWritesAgain() {
    lab.run(LoadJob.daily().yaml());
    lab.meddling(tables -> new ChangingOnce(tables, lab, true));
    Run run = lab.run(appending(BY_MONTH).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString())
        .contains("at_month: month")
        .doesNotContain("bucket");
    assertThat(lab.tables().rows("copy")).hasSize(2);
  }

  @Test
  void whenOthersChangeThePartitionsWhileItWritesItStops() {
    lab.run(LoadJob.daily().yaml());
    lab.meddling(tables -> new ChangingOnce(tables, lab, false));
    Run run = lab.run(appending(BY_MONTH).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_TOO_BUSY);
    assertThat(lab.tables().rows("copy")).hasSize(1);
    assertThat(lab.tables().orphans("copy")).isEmpty();
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  /** Somebody who adds a partition field once, just before or after the staging. */
  private static final class ChangingOnce extends MeddledTables {
    private final Lab lab;
    private final boolean afterStaging;
    private boolean done;

    ChangingOnce(Tables tables, Lab lab, boolean afterStaging) {
      super(tables);
      this.lab = lab;
      this.afterStaging = afterStaging;
    }

    @Override
    public Staged stage(StageRequest request, FileSet files, Budget budget) {
      if (!afterStaging) {
        change();
      }
      Staged staged = super.stage(request, files, budget);
      change();
      return staged;
    }

    private void change() {
      if (!done) {
        done = true;
        lab.tables().sql("ALTER TABLE {}copy ADD PARTITION FIELD bucket(3, id)");
      }
    }
  }
}
