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
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others do between a staging and its publish, and what becomes of the staged files. */
class InterferenceTest {

  private final MemoryTable memory = new MemoryTable();
  private DataFile lower;
  private DataFile upper;
  private DataFile far;

  /** Rows below and above the window, in its partition, and rows in another partition. */
  @BeforeEach
  void rows() {
    lower = memory.file(10, 12);
    upper = memory.file(18, 19);
    far = memory.file(45, 46);
    List.of(lower, upper, far).forEach(memory::append);
  }

  @Test
  void anOverwriteOutsideWhatIsReplacedDoesNotMatter() {
    Case now = staged(window(), memory.file(10, 19));
    overwrite(far, memory.file(47, 48));
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    Staged again = isAgain(now);
    assertThat(publish(again)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths()).hasSize(2).doesNotContain(far.location(), lower.location());
  }

  @Test
  void anOverwriteWithRowsInTheWindowStopsThePublish() {
    Case now = staged(window(), memory.file(10, 19));
    long theirs = overwrite(lower, memory.file(10, 14));
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
    isUnpublished(now);
  }

  /** The staged files keep the rows beside the window, as they were. */
  @Test
  void anOverwriteBesideTheWindowInItsPartitionMakesTheFilesStale() {
    Case now = staged(window(), memory.file(10, 19));
    overwrite(lower, memory.file(10, 11));
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now);
  }

  @Test
  void rowsThatOthersRemovedThereDoTheSame() {
    Case now = staged(window(), memory.file(10, 19));
    memory.real().newDelete().deleteFile(upper).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now);
  }

  @Test
  void rowsThatOthersRemovedElsewhereDoNotMatter() {
    Case now = staged(window(), memory.file(10, 19));
    memory.real().newDelete().deleteFile(far).commit();
    assertThat(publish(isAgain(now))).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths()).hasSize(1);
  }

  @Test
  void foreignRowsCountMoreThanStaleOnes() {
    Case now = staged(window(), memory.file(10, 19));
    long theirs = append(memory.file(14, 15));
    memory.real().newDelete().deleteFile(upper).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
  }

  /** The window is half-open, from 13 to before 18. */
  @Test
  void theEndsOfTheWindowDecide() {
    Case now = staged(window(), memory.file(10, 19));
    append(memory.file(18, 18));
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    append(memory.file(12, 12));
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    long last = append(memory.file(17, 17));
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(last));
    long first = append(memory.file(13, 13));
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(first));
  }

  @Test
  void compactionOfWhatIsReplacedDoesNotMatter() {
    Case now = staged(window(), memory.file(10, 19));
    memory
        .real()
        .newRewrite()
        .deleteFile(lower)
        .deleteFile(upper)
        .addFile(memory.file(10, 19))
        .commit();
    assertThat(publish(isAgain(now))).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths()).hasSize(2).contains(far.location());
  }

  @Test
  void aReplacedTableMindsRowsAnywhere() {
    Case now = staged(new Write.ReplaceAll(), memory.file(1, 2));
    long theirs = append(memory.file(900, 901));
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
    isUnpublished(now);
  }

  @Test
  void aReplacedTableIsWrittenAgainWhereOthersRemovedRows() {
    Case now = staged(new Write.ReplaceAll(), memory.file(1, 2));
    memory.real().newDelete().deleteFile(far).commit();
    assertThat(restage(now)).isEqualTo(new Restaged.WriteAgain());
    isUnpublished(now);
  }

  @Test
  void replacedPartitionsMindRowsInThemOnly() {
    Case now = staged(new Write.ReplacePartitions(), memory.file(10, 19));
    append(memory.file(47, 48));
    Staged again = isAgain(now);
    long theirs = append(memory.file(19, 19));
    assertThat(restage(new Case(now.request, again))).isEqualTo(new Restaged.ForeignRows(theirs));
  }

  @Test
  void replacedPartitionsMindAllRowsOfOtherPartitionSpecs() {
    Case now = staged(new Write.ReplacePartitions(), memory.file(10, 19));
    memory
        .real()
        .updateSpec()
        .removeField("at_trunc")
        .addField("hundreds", Expressions.truncate("at", 100))
        .commit();
    PartitionSpec hundreds = memory.real().spec();
    long theirs = append(memory.file(hundreds, "hundreds=900", 900, 901));
    assertThat(restage(now)).isEqualTo(new Restaged.ForeignRows(theirs));
  }

  /** They come after the files were compared with main, and before the commit of the branch. */
  @Test
  void rowsOfOthersWhileTheFilesAreStagedAgainAreFoundAndTheBranchGoes() {
    Case now = staged(window(), memory.file(10, 19));
    append(memory.file(47, 48));
    memory.meanwhile(() -> append(memory.file(14, 15)));
    assertThat(restage(now))
        .isEqualTo(new Restaged.ForeignRows(memory.real().currentSnapshot().snapshotId()));
    assertThat(memory.real().refs()).containsOnlyKeys("main");
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
    assertThat(paths()).hasSize(5);
  }

  @Test
  void aRolledBackMainIsNoPlaceToStageOn() {
    long before = Staging.main(memory.real()).orElseThrow();
    append(memory.file(47, 48));
    Case now = staged(window(), memory.file(10, 19));
    memory.real().manageSnapshots().rollbackTo(before).commit();
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(restage(now)).isEqualTo(new Restaged.RolledBack());
    isUnpublished(now);
  }

  /** A staging, with what was asked for. */
  private record Case(StageRequest request, Staged staged) {}

  private Case staged(Write write, DataFile file) {
    StageRequest request = memory.request(write);
    return new Case(
        request,
        Staging.stage(
            memory.table(),
            request,
            MemoryTable.adding(file),
            Optional.empty(),
            MemoryTable.budget(3)));
  }

  private Restaged restage(Case now) {
    return Staging.restage(memory.table(), now.request, now.staged, MemoryTable.budget(3));
  }

  private Staged isAgain(Case now) {
    Restaged restaged = restage(now);
    assertThat(restaged).isInstanceOf(Restaged.Again.class);
    return ((Restaged.Again) restaged).staged();
  }

  /** Neither rows nor state; and the branch is where it was, for whoever tidies up. */
  private void isUnpublished(Case now) {
    assertThat(publish(now.staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
    assertThat(Staging.main(memory.real())).isNotEqualTo(now.staged.parentId());
    assertThat(memory.real().snapshot(now.staged.branch()).snapshotId())
        .isEqualTo(now.staged.snapshotId());
  }

  private PublishOutcome publish(Staged staged) {
    return Publish.attempt(
        memory.table(), MemoryTable.publishing(staged, JobMark.NONE, State.EMPTY));
  }

  private long append(DataFile file) {
    memory.append(file);
    return memory.real().currentSnapshot().snapshotId();
  }

  private long overwrite(DataFile old, DataFile file) {
    OverwriteFiles overwrite = memory.real().newOverwrite().deleteFile(old).addFile(file);
    overwrite.commit();
    return memory.real().currentSnapshot().snapshotId();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    memory.real().newScan().planFiles().forEach(task -> paths.add(task.file().location()));
    return paths;
  }

  /** From 13 to 18, in the partition from 10 to 20. */
  private static Write window() {
    Axis axis = Axis.NUMBER;
    return new Write.ReplaceWindow(
        "at",
        "bigint",
        new Range(axis, 13, 18),
        new Cover.Partitions(new Range(axis, 10, 20)),
        false);
  }
}
