package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import io.flarepath.publish.Budget;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do between the writing of files and their first staging. */
class MovedBeforeStagingTest {

  private final Budget budget = MemoryTable.budget(3);
  private MemoryTable memory = new MemoryTable();

  /** Rows below the window, in its partition. */
  private DataFile lower = memory.file(10, 12);

  /** Rows in another partition. */
  private DataFile far = memory.file(45, 46);

  @BeforeEach
  void rows() {
    memory.append(lower);
    memory.append(far);
  }

  /** The same rows in a table of another version of Iceberg's format. */
  private void inVersion(int version) {
    memory = new MemoryTable(version);
    lower = memory.file(10, 12);
    far = memory.file(45, 46);
    rows();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anAppendFollowsWhatOthersAppended(int version) {
    inVersion(version);
    StageRequest request = memory.request(new Write.Append());
    DataFile theirs = memory.file(14, 15);
    memory.append(theirs);
    DataFile mine = memory.file(16, 17);
    isPublishedAtOnce(request, stage(request, mine));
    assertThat(paths()).containsExactlyInAnyOrder(paths(lower, far, theirs, mine));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aWindowFollowsRowsThatOthersAppendedElsewhere(int version) {
    inVersion(version);
    StageRequest request = memory.request(window());
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    DataFile mine = memory.file(10, 17);
    isPublishedAtOnce(request, stage(request, mine));
    assertThat(paths()).containsExactlyInAnyOrder(paths(far, theirs, mine));
  }

  @Test
  void aWindowFollowsACompactionOfWhatItReplaces() {
    StageRequest request = memory.request(window());
    memory.real().newRewrite().deleteFile(lower).addFile(memory.file(10, 12)).commit();
    DataFile mine = memory.file(10, 17);
    isPublishedAtOnce(request, stage(request, mine));
    assertThat(paths()).containsExactlyInAnyOrder(paths(far, mine));
  }

  @Test
  void filesThatGoByNameGoOnMainAsItIsNow() {
    DataFile wide = memory.file(10, 19);
    memory.append(wide);
    StageRequest request = memory.request(byFile());
    List<DataFile> covered = covered();
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    DataFile mine = memory.file(10, 19);
    Staged staged =
        Staging.stage(
            memory.table(),
            request,
            new Staging.Exchange(List.of(mine), covered),
            Optional.empty(),
            budget);
    isPublishedAtOnce(request, staged);
    assertThat(paths()).containsExactlyInAnyOrder(paths(lower, far, theirs, mine));
  }

  @Test
  void replacedPartitionsFollowRowsInOtherPartitions() {
    StageRequest request = memory.request(new Write.ReplacePartitions());
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    DataFile mine = memory.file(10, 19);
    isPublishedAtOnce(request, stage(request, mine));
    assertThat(paths()).containsExactlyInAnyOrder(paths(far, theirs, mine));
  }

  @Test
  void aTableThatHadNoSnapshotMayHaveOneByThen() {
    memory = new MemoryTable();
    StageRequest request = memory.request(window());
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    DataFile mine = memory.file(13, 17);
    isPublishedAtOnce(request, stage(request, mine));
    assertThat(paths()).containsExactlyInAnyOrder(paths(theirs, mine));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void anAppendFollowsMainAlsoIfWhatWasReadHasExpired(int version) {
    inVersion(version);
    StageRequest request = memory.request(new Write.Append());
    memory.append(memory.file(14, 15));
    expire(request);
    isPublishedAtOnce(request, stage(request, memory.file(16, 17)));
    assertThat(paths()).hasSize(4);
  }

  @Test
  void newColumnsComeInOnMainAsItIsNow() {
    StageRequest request = memory.request(new Write.Append());
    Evolution evolution = evolution();
    memory.append(memory.file(14, 15));
    Staged staged =
        Staging.stage(
            memory.table(),
            request,
            MemoryTable.adding(memory.file(evolution.spec(), "at_trunc=10", 16, 17)),
            Optional.of(evolution),
            budget);
    isPublishedAtOnce(request, staged);
    assertThat(memory.real().schema().findField("note")).isNotNull();
    assertThat(paths()).hasSize(4);
  }

  @Test
  void foreignRowsAreToldByThePublishAndNothingChanges() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(14, 15));
    long theirs = main().orElseThrow();
    isRefused(request, stage(request, memory.file(10, 17)), new Restaged.ForeignRows(theirs));
  }

  @Test
  void rowsBesideTheWindowMakeTheFilesStale() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(18, 19));
    isRefused(request, stage(request, memory.file(10, 17)), new Restaged.WriteAgain());
  }

  @Test
  void compactionOfAFileThatGoesByNameMakesTheFilesStale() {
    DataFile wide = memory.file(10, 19);
    memory.append(wide);
    StageRequest request = memory.request(byFile());
    List<DataFile> covered = covered();
    memory.real().newRewrite().deleteFile(wide).addFile(memory.file(10, 19)).commit();
    Staged staged =
        Staging.stage(
            memory.table(),
            request,
            new Staging.Exchange(List.of(memory.file(10, 19)), covered),
            Optional.empty(),
            budget);
    isRefused(request, staged, new Restaged.WriteAgain());
  }

  @Test
  void aMainThatWasRolledBackIsNotFollowedEvenByAnAppend() {
    long before = main().orElseThrow();
    memory.append(memory.file(47, 48));
    StageRequest request = memory.request(new Write.Append());
    memory.real().manageSnapshots().rollbackTo(before).commit();
    isRefused(request, stage(request, memory.file(16, 17)), new Restaged.RolledBack());
  }

  /** There is nothing to stage on but what must not be published on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void foreignRowsAreToldAlsoIfWhatWasReadHasExpired(int version) {
    inVersion(version);
    StageRequest request = memory.request(window());
    memory.append(memory.file(14, 15));
    long theirs = main().orElseThrow();
    expire(request);
    isRefused(request, stage(request, memory.file(10, 17)), new Restaged.ForeignRows(theirs));
  }

  /** Main moves again after it was looked at, and before the commit of the branch. */
  @Test
  void othersWhoCommitMeanwhileAreLookedAtToo() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(47, 48));
    memory.meanwhile(() -> memory.append(memory.file(48, 49)));
    Staged staged = stage(request, memory.file(10, 17));
    assertThat(staged.parentId()).isEqualTo(main());
    assertThat(budget.lost()).as("the commit of the branch, which was made again").isEqualTo(1);
    assertThat(publish(staged)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths()).hasSize(4);
  }

  @Test
  void foreignRowsThatComeMeanwhileAreNotFollowed() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(47, 48));
    memory.meanwhile(() -> memory.append(memory.file(14, 15)));
    Staged staged = stage(request, memory.file(10, 17));
    isRefused(request, staged, new Restaged.ForeignRows(main().orElseThrow()));
  }

  /** Catalogs that compare refs only take the commit of a branch, wherever main is by then. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whereTheCatalogDoesNotMindOnlyWhatWasLookedAtIsFollowed(int version) {
    inVersion(version);
    StageRequest request = memory.request(window());
    DataFile theirs = memory.file(47, 48);
    memory.append(theirs);
    OptionalLong seen = main();
    memory.comparesRefsOnly();
    memory.meanwhile(
        () ->
            memory
                .real()
                .manageSnapshots()
                .rollbackTo(request.table().snapshotId().orElseThrow())
                .commit());
    DataFile mine = memory.file(10, 17);
    Staged staged = stage(request, mine);
    assertThat(budget.lost()).isZero();
    assertThat(staged.parentId()).isEqualTo(seen).isNotEqualTo(main());
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    Restaged again = Staging.restage(memory.table(), request, staged, budget);
    assertThat(again).isInstanceOf(Restaged.Again.class);
    assertThat(publish(((Restaged.Again) again).staged()))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(paths()).containsExactlyInAnyOrder(paths(far, mine));
  }

  @Test
  void foreignRowsAfterAStagingOnMainAreFoundBackToWhatWasRead() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(47, 48));
    Staged staged = stage(request, memory.file(10, 17));
    memory.append(memory.file(14, 15));
    isRefused(request, staged, new Restaged.ForeignRows(main().orElseThrow()));
  }

  /** A change of the state alone was decided for main as it was. */
  @Test
  void whatHasNoFilesStaysOnWhatWasRead() {
    StageRequest request = memory.request(new Write.Append());
    memory.append(memory.file(47, 48));
    Staged staged = Staging.nothing(memory.table(), request, budget);
    assertThat(staged.parentId()).isEqualTo(request.table().snapshotId());
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
  }

  private void isPublishedAtOnce(StageRequest request, Staged staged) {
    assertThat(staged.readId()).isEqualTo(request.table().snapshotId());
    assertThat(staged.parentId()).isEqualTo(main()).isNotEqualTo(staged.readId());
    assertThat(memory.real().snapshot(staged.snapshotId()).parentId())
        .isEqualTo(main().orElseThrow());
    assertThat(memory.real().snapshot(staged.snapshotId()).summary())
        .doesNotContainKey("source-snapshot-id");
    assertThat(publish(staged)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(memory.commits).as("one to stage, and one to publish").isEqualTo(2);
    assertThat(budget.lost()).isZero();
    assertThat(memory.real().refs()).doesNotContainKey(staged.branch());
  }

  private void isRefused(StageRequest request, Staged staged, Restaged.Refused why) {
    OptionalLong main = main();
    List<String> paths = paths();
    assertThat(staged.readId()).isEqualTo(request.table().snapshotId());
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(Staging.restage(memory.table(), request, staged, budget)).isEqualTo(why);
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
    assertThat(main()).isEqualTo(main);
    assertThat(paths()).isEqualTo(paths);
  }

  private Staged stage(StageRequest request, DataFile file) {
    return Staging.stage(
        memory.table(), request, MemoryTable.adding(file), Optional.empty(), budget);
  }

  private PublishOutcome publish(Staged staged) {
    return Publish.attempt(
        memory.table(), MemoryTable.publishing(staged, JobMark.NONE, State.EMPTY));
  }

  private OptionalLong main() {
    return Staging.main(memory.real());
  }

  private void expire(StageRequest request) {
    memory
        .real()
        .expireSnapshots()
        .expireSnapshotId(request.table().snapshotId().orElseThrow())
        .commit();
  }

  private List<DataFile> covered() {
    return CoveredFiles.of(memory.real(), main(), byFile()).stream()
        .map(FileScanTask::file)
        .toList();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    memory.real().newScan().planFiles().forEach(task -> paths.add(task.file().location()));
    Collections.sort(paths);
    return paths;
  }

  private static String[] paths(DataFile... files) {
    return List.of(files).stream().map(DataFile::location).toArray(String[]::new);
  }

  /** With a new column of text. */
  private Evolution evolution() {
    TableMetadata before = MemoryTable.metadata(memory.real());
    Schema schema = memory.real().updateSchema().addColumn("note", Types.StringType.get()).apply();
    PartitionSpec spec = memory.real().spec();
    return new Evolution(before, schema, spec);
  }

  /** From 13 to 18, in the partition from 10 to 20. */
  private static Write window() {
    return window(new Cover.Partitions(new Range(Axis.NUMBER, 10, 20)));
  }

  /** From 13 to 18, in files that go by name. */
  private static Write byFile() {
    return window(new Cover.Files());
  }

  private static Write window(Cover cover) {
    return new Write.ReplaceWindow("at", "bigint", new Range(Axis.NUMBER, 13, 18), cover, false);
  }
}
