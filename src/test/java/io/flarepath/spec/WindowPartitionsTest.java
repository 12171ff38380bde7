package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.run.Outlook.JobOutlook;
import java.util.List;
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
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
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
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
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
  void filesOfSeveralSpecsKeepTheirOtherRows() {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().yaml();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "")
        .insert("copy", "'2023-12-31 01:00:00', 70", "'2024-01-02 05:00:00', 71", "null, 72")
        .sql("ALTER TABLE {}copy ADD PARTITION FIELD days(at)");
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    // The second window takes the place of the old row in it, and of no other.
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2023-12-31 01:00:00 | 70",
            "2024-01-01 08:00:00 | 1",
            "2024-01-02 00:00:00 | 2",
            "2024-01-02 09:00:00 | 3",
            "2024-01-03 00:00:00 | 4",
            "2024-01-03 10:00:00 | 5",
            "null | 72");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- {type: identity, column: id}",
        "- {type: bucket, column: id, name: b, numBuckets: 2}",
        "- {type: bucket, column: at, name: b, numBuckets: 2}",
        "- {type: truncate, column: id, name: t, numBuckets: 4}"
      })
  void whereNoPartitionFollowsTheWindowItIsReplacedFileByFile(String partitions) {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().partitionedBy(partitions).yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    // Once more, over one file that holds rows of each window.
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-01 07:00:00", "all_events.end", "2024-01-02 05:00:00"));
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    // And a window whose rows are gone becomes empty.
    lab.tables().sql("DELETE FROM {}events WHERE id = 3");
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-02 00:00:00", "all_events.end", "2024-01-02 23:00:00"));
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().rows("copy")).hasSize(4);
  }

  @Test
  void appendAddsEachWindowOnce() {
    SampleEvents.threeDays(lab);
    Run run = lab.catchUp(LoadJob.daily().saveMode("append").properties("").yaml());
    assertThat(run.output(2).write().word()).isEqualTo("append");
    assertThat(run.counts()).containsExactly("2+0", "2+0", "1+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void onlyFilesThatCanHoldRowsOfTheWindowAreReadAndWrittenAgain() {
    SampleEvents.threeDays(lab);
    String workflow = LoadJob.daily().partitionedBy("").yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.counts()).containsExactly("2+0", "2+0", "1+0");
    List<String> files = lab.tables().sql("SELECT file_path FROM {}copy.files");
    Run again =
        lab.backfill(
            workflow,
            Map.of(
                "all_events.start",
                "2024-01-02 00:00:00",
                "all_events.end",
                "2024-01-03 00:00:00"));
    assertThat(again.counts()).containsExactly("2+0");
    assertThat(lab.tables().sql("SELECT file_path FROM {}copy.files"))
        .hasSize(3)
        .containsAnyElementsOf(files)
        .satisfies(now -> assertThat(now.stream().filter(files::contains)).hasSize(2));
  }

  @Test
  void whereTheWindowIsNotKnownNothingIsReplaced() {
    SampleEvents.threeDays(lab);
    LoadJob job = LoadJob.daily().step("out", "SELECT id FROM events").partitionedBy("");
    Run run = lab.run(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().notes())
        .startsWith("the result has no column `at`, the window column");
    Run said = lab.run(job.options("replace: partitions").yaml());
    assertThat(said.job().diagnostics()).isEmpty();
    assertThat(said.output().write().word()).isEqualTo("replace-all");
  }
}
