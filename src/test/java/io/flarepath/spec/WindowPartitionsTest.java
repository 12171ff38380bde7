package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.run.Outlook.JobOutlook;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over every kind of partitions, and tables that have none. */
@Tag("spark")
class WindowPartitionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @ValueSource(strings = {"hour", "month", "year"})
  void partitionsOfEveryUnitKeepEveryRow(String unit) {
    SampleEvents.threeDays(lab);
    String workflow =
        LoadJob.daily()
            .partitionedBy("- {type: %s, column: at, name: at_part}".formatted(unit))
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.output(0).write()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    // And again, over what is there.
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-01 07:00:00", "all_events.end", "2024-01-03 05:00:00"));
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aSecondPartitionFieldDoesNotMatter() {
    SampleEvents.threeDays(lab);
    lab.catchUp(
        LoadJob.daily()
            .partitionedBy(
                "- {type: day, column: at, name: at_day}\n"
                    + "- {type: bucket, column: id, name: id_part, numBuckets: 3}\n"
                    // The one field that may have the name of its column.
                    + "- {type: identity, column: id, name: id}")
            .yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void columnsMayBeWrittenInAnyCase() {
    SampleEvents.threeDays(lab);
    String workflow =
        LoadJob.daily()
            .window("select * from all_events where AT > '$|start|' AND AT <= '$|end|'")
            .step("out", "SELECT At, ID FROM events")
            .partitionedBy("- {type: day, column: aT, name: at_day}")
            .yaml();
    lab.tables().create("copy", "at timestamp, id bigint", "days(at)");
    JobOutlook outlook = lab.plan(workflow).jobs().get(0);
    assertThat(outlook).isInstanceOf(JobOutlook.Pass.class);
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.output(0).write()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableOfFormatVersion1IsAsGood() {
    SampleEvents.threeDays(lab);
    String workflow =
        LoadJob.daily().properties("overwrite-mode: dynamic, format-version: '1'").yaml();
    lab.run(workflow);
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void rowsThatSomebodyDeletedInPlaceStayDeleted() {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.tables()
        .insert("copy", "'2024-01-02 00:00:00', 50")
        .sql("ALTER TABLE {}copy SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')");
    // One row of a file with two, in the partition at the edge of the next window.
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    lab.tables().sql("DELETE FROM {}copy WHERE id = 2");
    Run run = lab.run(workflow);
    assertThat(run.counts()).containsExactly("2+1");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1",
            "2024-01-02 00:00:00 | 50",
            "2024-01-02 09:00:00 | 3",
            "2024-01-03 00:00:00 | 4");
  }

  @Test
  void partitionsThatSomebodyChangedAreWrittenAsTheyAreNow() {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.tables().sql("ALTER TABLE {}copy REPLACE PARTITION FIELD at_day WITH months(at)");
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy.files")).containsExactly("1");
  }

  @Test
  void filesWithoutPartitionsStopAWindowThatCutsThem() {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().yaml();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "")
        .insert("copy", "'2023-12-31 01:00:00', 70")
        .sql("ALTER TABLE {}copy ADD PARTITION FIELD days(at)");
    Run run = lab.run(workflow);
    assertThat(run.failure().code()).isEqualTo(Code.MIXED_PARTITIONING);
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(6);
  }

  @Test
  void appendAddsEachWindowOnce() {
    SampleEvents.threeDays(lab);
    Run run = lab.catchUp(LoadJob.daily().saveMode("append").properties("").yaml());
    assertThat(run.output(2).write()).isEqualTo("append");
    assertThat(run.counts()).containsExactly("2+0", "2+0", "1+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableWithoutPartitionsIsReplacedWhole() {
    SampleEvents.threeDays(lab);
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.output(0).write()).isEqualTo("replace-all");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-03 10:00:00 | 5");
  }
}
