package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window in files that go by name, and what others may do to those files meanwhile. */
class CoveredFilesTest {

  private final MemoryTable memory = new MemoryTable();
  private DataFile before;
  private DataFile wide;
  private DataFile far;

  /** Of three files, one may have rows of the window from 13 to 18. */
  @BeforeEach
  void rows() {
    before = memory.file(10, 12);
    wide = memory.file(10, 19);
    far = memory.file(45, 46);
    List.of(before, wide, far).forEach(memory::append);
  }

  @Test
  void theFilesAreThoseWhoseBoundsMeetTheWindow() {
    assertThat(covered()).containsExactly(wide.location());
    memory.append(memory.file(18, 19));
    assertThat(covered()).containsExactly(wide.location());
    DataFile last = memory.file(17, 17);
    memory.append(last);
    assertThat(covered()).containsExactlyInAnyOrder(wide.location(), last.location());
  }

  @Test
  void aTableWithoutASnapshotAndAnotherWriteHaveNone() {
    OptionalLong main = Staging.main(memory.real());
    assertThat(CoveredFiles.of(memory.real(), OptionalLong.empty(), window())).isEmpty();
    assertThat(CoveredFiles.of(memory.real(), main, new Write.Append())).isEmpty();
    assertThat(CoveredFiles.of(memory.real(), main, new Write.ReplaceAll())).isEmpty();
  }

  @Test
  void theyGoInTheCommitThatBringsTheNewOnes() {
    DataFile written = memory.file(10, 19);
    Case now = staged(written);
    assertThat(paths()).hasSize(3).contains(wide.location());
    assertThat(publish(now.staged)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths())
        .containsExactlyInAnyOrder(before.location(), far.location(), written.location());
  }

  @Test
  void whereNoneIsCoveredFilesAreOnlyAdded() {
    memory.real().newDelete().deleteFile(wide).commit();
    DataFile written = memory.file(13, 14);
    assertThat(publish(staged(written).staged)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths())
        .containsExactlyInAnyOrder(before.location(), far.location(), written.location());
  }

  @Test
  void anAppendElsewhereLeavesTheSameFilesToGo() {
    DataFile written = memory.file(10, 19);
    Case now = staged(written);
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    Restaged again = restage(now);
    assertThat(again).isInstanceOf(Restaged.Again.class);
    assertThat(publish(((Restaged.Again) again).staged()))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths())
        .containsExactlyInAnyOrder(
            before.location(), far.location(), written.location(), theirs.location());
  }

  /** A row that is none of the window's, in a file that may have some. */
  @Test
  void anAppendThatMayHaveRowsOfTheWindowStopsThePublish() {
    Case now = staged(memory.file(10, 19));
    memory.append(memory.file(11, 19));
    long theirs = Staging.main(memory.real()).orElseThrow();
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
    isUnpublished(now, 4);
  }

  /** The names are others by then: Iceberg would not mind, and the rows would be there twice. */
  @Test
  void compactionOfACoveredFileMakesTheFilesStale() {
    Case now = staged(memory.file(10, 19));
    memory.real().newRewrite().deleteFile(wide).addFile(memory.file(10, 19)).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now, 3);
  }

  @Test
  void compactionInAnotherPartitionDoesNotMatter() {
    Case now = staged(memory.file(10, 19));
    memory.real().newRewrite().deleteFile(far).addFile(memory.file(45, 46)).commit();
    assertThat(restage(now)).isInstanceOf(Restaged.Again.class);
  }

  @Test
  void aCoveredFileThatOthersRemovedMakesTheFilesStale() {
    Case now = staged(memory.file(10, 19));
    memory.real().newDelete().deleteFile(wide).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now, 2);
  }

  /** They may have deleted rows that the staged files keep. */
  @Test
  void aCoveredFileThatOthersRewroteStopsThePublishSinceItMayHaveRowsOfTheWindow() {
    Case now = staged(memory.file(10, 19));
    memory.real().newOverwrite().deleteFile(wide).addFile(memory.file(11, 19)).commit();
    long theirs = Staging.main(memory.real()).orElseThrow();
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
    isUnpublished(now, 3);
  }

  @Test
  void anotherRewriteBesideTheWindowMakesTheFilesStale() {
    Case now = staged(memory.file(10, 19));
    memory.real().newOverwrite().deleteFile(wide).addFile(memory.file(18, 19)).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now, 3);
  }

  /** After the files were compared with main, and before the commit of the branch. */
  @Test
  void compactionWhileTheFilesAreStagedAgainIsFoundAndTheBranchGoes() {
    Case now = staged(memory.file(10, 19));
    memory.append(memory.file(47, 48));
    memory.meanwhile(
        () -> memory.real().newRewrite().deleteFile(wide).addFile(memory.file(10, 19)).commit());
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    assertThat(memory.real().refs()).containsOnlyKeys("main");
    assertThat(paths()).hasSize(4);
  }

  /** Of a snapshot that is gone, so nothing can be staged on it. */
  @Test
  void compactionAndExpiryBeforeTheStagingMakeTheFilesStale() {
    StageRequest request = memory.request(window());
    List<DataFile> covered = files();
    memory.real().newRewrite().deleteFile(wide).addFile(memory.file(10, 19)).commit();
    memory
        .real()
        .expireSnapshots()
        .expireSnapshotId(request.table().snapshotId().orElseThrow())
        .commit();
    Case now = staged(request, memory.file(10, 19), covered);
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    assertThat(paths()).hasSize(3);
  }

  /** A staging, with what was asked for. */
  private record Case(StageRequest request, Staged staged) {}

  private Case staged(DataFile written) {
    return staged(memory.request(window()), written, files());
  }

  private Case staged(StageRequest request, DataFile written, List<DataFile> covered) {
    Staging.Exchange exchange = new Staging.Exchange(List.of(written), covered);
    return new Case(
        request,
        Staging.stage(memory.table(), request, exchange, Optional.empty(), MemoryTable.budget(3)));
  }

  private Restaged restage(Case now) {
    return Staging.restage(memory.table(), now.request, now.staged, MemoryTable.budget(3));
  }

  private PublishOutcome publish(Staged staged) {
    return Publish.attempt(
        memory.table(), MemoryTable.publishing(staged, JobMark.NONE, State.EMPTY));
  }

  private void isUnpublished(Case now, int files) {
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
    assertThat(paths()).hasSize(files);
  }

  private List<DataFile> files() {
    OptionalLong main = Staging.main(memory.real());
    return CoveredFiles.of(memory.real(), main, window()).stream().map(FileScanTask::file).toList();
  }

  private List<String> covered() {
    return files().stream().map(DataFile::location).toList();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    memory.real().newScan().planFiles().forEach(task -> paths.add(task.file().location()));
    return paths;
  }

  private static Write window() {
    Range rows = new Range(Axis.NUMBER, 13, 18);
    return new Write.ReplaceWindow("at", "bigint", rows, new Cover.Files(), false);
  }
}
