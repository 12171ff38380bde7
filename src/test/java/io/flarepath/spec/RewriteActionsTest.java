package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.report.UpkeepText;
import io.flarepath.run.ActionRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rewriting the files and the manifests of a table. */
@Tag("spark")
class RewriteActionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
  }

  @Test
  void rewritesTheFilesOfAnInputsTable() {
    List<String> before = lab.tables().rows("events");
    ActionRecord done =
        done(
            UpkeepJob.action(
                "rewrite_dataset",
                "options: {strategy: BinPack, properties: {rewrite-all: true, min-input-files: \"1\"}}"));
    assertThat(done.counts())
        .containsEntry("rewritten_data_files", 3L)
        .containsEntry("added_data_files", 1L);
    assertThat(lab.tables().current("events").operation()).isEqualTo("replace");
    assertThat(lab.tables().rows("events")).isEqualTo(before);
    assertThat(UpkeepText.action("keep", done).get(0))
        .startsWith(
            "keep  rewrite_dataset of icebase.retail.events: 3 rewritten data files, 1 added data"
                + " files, ");
  }

  @Test
  void rewritesSomeFilesSorted() {
    ActionRecord done =
        done(
            UpkeepJob.action(
                "rewrite_dataset",
                "options: {strategy: sort, sort_order: 'id DESC NULLS LAST', where: \"`it's` <> 'd\\\\\\\\e'\","
                    + " properties: {rewrite-all: true}}"));
    assertThat(done.counts()).containsEntry("rewritten_data_files", 2L);
    assertThat(lab.tables().sql("SELECT id FROM {}events").stream().sorted())
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void rewritesManifests() {
    assertThat(done(UpkeepJob.action("Rewrite_Manifest", "options: {useCaching: no}")).counts())
        .containsEntry("rewritten_manifests", 3L)
        .containsEntry("added_manifests", 1L);
  }

  @Test
  void theOldFormRewritesTheOutputs() {
    String job = LoadJob.daily().yaml() + "            rewriteDataset: {mode: full}\n";
    Run run = lab.run(job);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().actions())
        .extracting(done -> done.plan().table().toString())
        .containsExactly("icebase.retail.copy");
    assertThat(done(UpkeepJob.with("rewriteDataset: {mode: Full}")).counts())
        .containsEntry("rewritten_data_files", 3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "options: {strategy: sort, sortOrder: nobody DESC}",
        "options: {properties: {no-such-option: 1}}",
        "options: {where: nobody > 3}",
      })
  void whatIcebergRejectsIsToldWithWhatRan(String options) {
    long before = lab.tables().current("events").snapshotId();
    Diagnostic failure = lab.run(UpkeepJob.action("rewrite_dataset", options).yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.message())
        .isEqualTo("Spark rejected rewrite_dataset of icebase.retail.events");
    assertThat(failure.place()).isPresent();
    assertThat(String.join("\n", failure.notes()))
        .contains(
            "it ran as: CALL `icebase`.system.rewrite_data_files(table => '`retail`.`events`'");
    assertThat(lab.tables().current("events").snapshotId()).isEqualTo(before);
  }

  private ActionRecord done(UpkeepJob job) {
    return job.done(lab);
  }
}
