package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.report.PlanText;
import io.flarepath.run.Cost;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that read streams: all that is there, each batch with its number in one commit. */
@Tag("spark")
class StreamTest {

  @RegisterExtension final Lab lab = new Lab();

  private static final String WORKFLOW =
      """
      version: v1
      name: clicks
      type: workflow
      workflow:
        dag:
          - name: load-clicks
            spec:
              stack: flare:4.0
              stackSpec:
                job:
                  inputs:
                    - {name: clicks, dataset: %s, isStream: true}
                  streaming:
                    triggerMode: %s
                    outputMode: %s
                    checkpointLocation: %s
                    forEachBatchMode: "true"
                  steps:
                    - sequence:
                        - name: wanted
                          sql: %s
                  outputs:
                    - name: wanted
                      dataset: dataos://lake:clean/clicks
                      options: {saveMode: %s}
      """;

  @Test
  void eachRunReadsTheFilesThatAreNewSinceTheLastOne() {
    String workflow = ofFiles("AvailableNow", "append");
    file("a.json", "{\"id\": 1}", "{\"id\": 2}");
    assertThat(lab.run(workflow).job("load-clicks").passes()).hasSize(1);
    assertThat(ids()).containsExactly("1", "2");
    file("b.json", "{\"id\": 3}");
    Run second = lab.run(workflow);
    assertThat(second.job("load-clicks").passes()).hasSize(1);
    assertThat(second.job("load-clicks").passes().get(0).reason())
        .isEqualTo("batch 1 of the stream");
    assertThat(second.output().counts().rowsRead()).isEqualTo(-1);
    assertThat(second.output().counts().rowsResult()).isEqualTo(1);
    Cost write =
        second.job("load-clicks").passes().get(0).stages().stream()
            .filter(stage -> stage.stage().equals("write"))
            .findFirst()
            .orElseThrow()
            .cost();
    assertThat(write.sparkJobs().orElseThrow()).isPositive();
    // The plan of a batch does not say which files it is made of.
    assertThat(write.filesRead()).isEmpty();
    assertThat(write.filesWritten()).hasValue(1);
    assertThat(second.job("load-clicks").stages())
        .extracting(StageRecord::stage)
        .contains("session", "load", "freeze", "views");
    assertThat(ids()).containsExactly("1", "2", "3");
    Run third = lab.run(workflow);
    assertThat(third.job("load-clicks").status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(third.job("load-clicks").reason()).isEqualTo("the streams contain nothing new");
  }

  @Test
  void dataAndBatchNumberAreOneCommit() {
    file("a.json", "{\"id\": 1}");
    lab.run(ofFiles("once", "append"));
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count(*), max(summary['flarepath.state.stream.batch'])"
                        + " FROM icebase.clean.clicks.snapshots"))
        .containsExactly("1 | 0");
    assertThat(
            lab.tables()
                .sql(
                    "SHOW TBLPROPERTIES icebase.clean.clicks"
                        + " ('flarepath.state.load-clicks.stream.batch')"))
        .containsExactly("flarepath.state.load-clicks.stream.batch | 0");
  }

  @Test
  void aTableIsAStreamToo() {
    lab.tables().create("clicks", "id int", "").insert("clicks", "1", "2");
    String workflow =
        workflow("dataos://lake:retail/clicks", "AvailableNow", "append", "select * from clicks");
    lab.run(workflow);
    lab.tables().insert("clicks", "3");
    lab.run(workflow);
    assertThat(ids()).containsExactly("1", "2", "3");
    assertThat(lab.tables().sql("SELECT count(*) FROM icebase.clean.clicks.snapshots"))
        .containsExactly("2");
  }

  @Test
  void aWholeResultReplacesTheOneBefore() {
    String workflow =
        workflow(
            "dataos://files:clicks/in?acl=r",
            "AvailableNow",
            "complete",
            "select id % 2 as id, count(*) as n from clicks group by 1",
            "overwrite");
    file("a.json", "{\"id\": 1}", "{\"id\": 2}");
    lab.run(workflow.replace("isStream", "format: json, isStream"));
    file("b.json", "{\"id\": 3}");
    lab.run(workflow.replace("isStream", "format: json, isStream"));
    assertThat(lab.tables().sql("SELECT id, n FROM icebase.clean.clicks ORDER BY id"))
        .containsExactly("0 | 1", "1 | 2");
  }

  @Test
  void aBatchWhosePublishFailedComesAgainOnce() {
    String workflow = ofFiles("AvailableNow", "append");
    file("a.json", "{\"id\": 1}");
    lab.run(workflow);
    file("b.json", "{\"id\": 2}");
    // The run dies between the commit and the stream's own note of the batch.
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public PublishOutcome publish(PublishRequest request) {
                PublishOutcome outcome = super.publish(request);
                throw new IllegalStateException("the run dies after " + outcome);
              }
            });
    assertThat(lab.run(workflow).job("load-clicks").status()).isEqualTo(Status.FAILED);
    lab.meddling(tables -> tables);
    Run again = lab.run(workflow);
    assertThat(again.job("load-clicks").status()).isIn(Status.NOTHING_TO_DO, Status.SUCCEEDED);
    assertThat(ids()).containsExactly("1", "2");
    assertThat(lab.tables().sql("SELECT count(*) FROM icebase.clean.clicks.snapshots"))
        .containsExactly("2");
  }

  @Test
  void aCheckpointThatIsGoneStopsTheRun() {
    String workflow = ofFiles("AvailableNow", "append");
    file("a.json", "{\"id\": 1}");
    lab.run(workflow);
    remove(lab.folder().resolve("checkpoint"));
    Run run = lab.run(workflow);
    assertThat(run.job("load-clicks").diagnostics().get(0).message())
        .isEqualTo("the checkpoint of this stream does not belong to icebase.clean.clicks");
    assertThat(run.job("load-clicks").diagnostics().get(0).notes().toString())
        .contains("were read with another checkpoint");
    assertThat(ids()).containsExactly("1");
  }

  @Test
  void aTableThatWasRolledBackStopsTheRun() {
    String workflow = ofFiles("AvailableNow", "append");
    file("a.json", "{\"id\": 1}");
    lab.run(workflow);
    lab.tables().sql("DROP TABLE icebase.clean.clicks");
    file("b.json", "{\"id\": 2}");
    Run run = lab.run(workflow);
    assertThat(run.job("load-clicks").diagnostics().get(0).notes().toString())
        .contains("the checkpoint has completed batch 0, but the table has no state for this job");
  }

  @Test
  void aStreamThatNeverEndsIsNotRun() {
    String workflow = ofFiles("ProcessingTime", "append");
    file("a.json", "{\"id\": 1}");
    Run run = lab.run(workflow);
    assertThat(run.advice()).extracting(each -> each.code().number()).contains("FP1322");
    assertThat(run.job("load-clicks").status()).isEqualTo(Status.FAILED);
    assertThat(run.job("load-clicks").diagnostics().get(0).message())
        .isEqualTo("a stream with the trigger `ProcessingTime` cannot be run");
  }

  @Test
  void eachTableOfOneViewGetsAllRows() {
    String workflow =
        ofFiles("AvailableNow", "append")
            + "              - {name: wanted, dataset: 'dataos://lake:clean/more_clicks'}\n";
    file("a.json", "{\"id\": 1}");
    assertThat(lab.run(workflow).job("load-clicks").passes()).hasSize(2);
    file("b.json", "{\"id\": 2}");
    lab.run(workflow);
    assertThat(ids()).containsExactly("1", "2");
    assertThat(lab.tables().sql("SELECT id FROM icebase.clean.more_clicks ORDER BY id"))
        .as("without a saveMode the rows of a batch are added")
        .containsExactly("1", "2");
  }

  @Test
  void batchesThatReplaceEachOtherAreWarnedOf() {
    file("a.json", "{\"id\": 1}");
    assertThat(lab.problems(ofFiles("AvailableNow", "overwrite")))
        .extracting(each -> each.message())
        .containsExactly("each batch of the stream replaces the previous one");
    assertThat(lab.run(ofFiles("AvailableNow", "errorIfExists")).said())
        .contains("a stream needs a table that it can write to repeatedly");
  }

  @Test
  void aStreamIsNotBackfilled() {
    file("a.json", "{\"id\": 1}");
    assertThat(lab.backfill(ofFiles("AvailableNow", "append"), Map.of()).said())
        .contains("a stream cannot be backfilled: it has no keys");
  }

  @Test
  void aResultThatIsNoStreamIsTold() {
    file("a.json", "{\"id\": 1}");
    String workflow =
        ofFiles("AvailableNow", "append")
            .replace("select * from clicks", "select id, count(*) as n from clicks group by id");
    assertThat(lab.run(workflow).said())
        .contains("the result `wanted` cannot be computed as a stream");
  }

  @Test
  void thePlanSaysWhatIsReadAsAStream() {
    String workflow = ofFiles("AvailableNow", "append");
    file("a.json", "{\"id\": 1}");
    lab.run(workflow);
    List<String> plan = PlanText.of(lab.plan(workflow));
    assertThat(String.join("\n", plan))
        .contains("streams are read on every run, until all available data has been read")
        .contains("(as a stream: new rows only)")
        .contains("each file is read once; later changes to it are not read")
        .contains("stream.batch = 0")
        .contains("/checkpoint/clicks/load-clicks/icebase.clean.clicks");
  }

  private String ofFiles(String trigger, String saveMode) {
    return workflow(
            "dataos://files:clicks/in?acl=r", trigger, "append", "select * from clicks", saveMode)
        .replace("isStream", "format: json, isStream");
  }

  private String workflow(String dataset, String trigger, String mode, String sql) {
    return workflow(dataset, trigger, mode, sql, "append");
  }

  private String workflow(
      String dataset, String trigger, String mode, String sql, String saveMode) {
    return WORKFLOW.formatted(
        dataset, trigger, mode, lab.folder().resolve("checkpoint"), sql, saveMode);
  }

  private List<String> ids() {
    return lab.tables().sql("SELECT id FROM icebase.clean.clicks ORDER BY id");
  }

  private void file(String name, String... lines) {
    Path folder = lab.folder().resolve("files/clicks/in");
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
