package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import io.flarepath.publish.Budget;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.RewindRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Staging, publishing, staging again and setting back, on Iceberg's catalog in memory. */
class PublishTest {

  private final MemoryTable memory = new MemoryTable();

  @Test
  void whatIsStagedIsSeenByNobodyAndPublishedInOneCommit() {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    assertThat(memory.real().currentSnapshot()).isNull();
    assertThat(staged.rowsWritten()).isEqualTo(2);
    memory.commits = 0;
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Published(staged.snapshotId()));
    assertThat(memory.commits).isEqualTo(1);
    assertThat(memory.real().refs()).containsOnlyKeys("main");
    assertThat(memory.mark().last()).isPresent();
    assertThat(memory.real().properties()).containsEntry("owner", "retail");
    assertThat(memory.real().currentSnapshot().summary()).containsEntry("said", "yes");
  }

  @Test
  void whatIsPublishedTwiceIsFoundTheSecondTime() {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    publish(staged);
    memory.commits = 0;
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Published(staged.snapshotId()));
    assertThat(memory.commits).isZero();
    assertThat(Publish.find(memory.table(), request(staged))).isPresent();
  }

  static List<RuntimeException> known() {
    return List.of(
        new ForbiddenException("you may not"),
        new NotAuthorizedException("you may not"),
        new BadRequestException("you may not"),
        new ServiceUnavailableException("you may not"));
  }

  static List<RuntimeException> unknown() {
    return List.of(
        new CommitStateUnknownException(new ServiceFailureException("503")),
        new ServiceFailureException("500"),
        new IllegalStateException("the line is dead"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void aRefusedCommitIsKnownToHaveDoneNothing(RuntimeException refusal) {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    memory.fails(refusal);
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Failed(refusal));
    assertThat(memory.real().currentSnapshot()).isNull();
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void anyOtherFailureOfACommitIsUnknown(RuntimeException failure) {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    memory.fails(failure);
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Unknown(failure));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void aRefreshThatFailsIsKnownSinceNoCommitWasSent(RuntimeException failure) {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    memory.silent(failure);
    memory.commits = 0;
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Failed(failure));
    assertThat(memory.commits).isZero();
  }

  @Test
  void aConflictIsOne() {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    memory.fails(new CommitFailedException("somebody was faster"));
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Conflict("somebody was faster"));
  }

  @Test
  void whereMainMovedNothingIsPublishedAndTheSameFilesAreStagedAgain() {
    memory.append(memory.file(100, 101));
    StageRequest request = memory.request(new Write.Append());
    Staged staged = stage(request, memory.file(1, 2));
    memory.append(memory.file(200, 201));
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    Restaged restaged = restage(request, staged);
    assertThat(restaged).isInstanceOf(Restaged.Again.class);
    Staged again = ((Restaged.Again) restaged).staged();
    assertThat(again.readId()).isEqualTo(staged.readId());
    assertThat(again.parentId())
        .hasValue(memory.real().currentSnapshot().snapshotId())
        .isNotEqualTo(staged.parentId());
    assertThat(publish(again)).isInstanceOf(PublishOutcome.Published.class);
    assertThat(memory.real().newScan().planFiles()).hasSize(3);
  }

  @Test
  void rowsOfOthersInTheWindowStopItRowsAtItsEdgeMakeItStaleAndOthersDoNotMatter() {
    assertThat(meanwhile(memory.file(14, 15))).containsInstanceOf(Restaged.ForeignRows.class);
    assertThat(meanwhile(memory.file(11, 11))).contains(new Restaged.WriteAgain());
    assertThat(meanwhile(memory.file(45, 46))).isEmpty();
  }

  @Test
  void anAppendMindsNoRowsOfOthers() {
    OptionalLong start = Staging.main(memory.real());
    memory.append(memory.file(14, 15));
    assertThat(
            new Interference(memory.real(), new Write.Append(), List.of(), 0)
                .between(start, Staging.main(memory.real())))
        .isEmpty();
  }

  @Test
  void aStartThatIsGoneIsARollback() {
    memory.append(memory.file(14, 15));
    assertThat(
            new Interference(memory.real(), new Write.Append(), List.of(), 0)
                .between(OptionalLong.of(4711), Staging.main(memory.real())))
        .contains(new Restaged.RolledBack());
  }

  @Test
  void aReplacedWindowLeavesWhatLiesOutsideItsHull() {
    memory.append(memory.file(12, 15));
    memory.append(memory.file(45, 46));
    Staged staged = stage(window(), memory.file(12, 15));
    publish(staged);
    assertThat(memory.real().newScan().planFiles()).hasSize(2);
  }

  /** While the files are written, the table that had no snapshot gets its first one. */
  @Test
  void rowsOfOthersInATableThatWasEmptyAreSeenAlsoIfTheyCameBeforeTheStaging() {
    StageRequest request = memory.request(window());
    memory.append(memory.file(14, 15));
    long theirs = Staging.main(memory.real()).orElseThrow();
    Staged staged = stage(request, memory.file(13, 14));
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(restage(request, staged)).isEqualTo(new Restaged.ForeignRows(theirs));
    assertThat(Staging.main(memory.real())).hasValue(theirs);
  }

  @Test
  void rowsOfOthersAreSeenAlsoIfTheSnapshotThatWasReadIsExpiredBeforeTheStaging() {
    memory.append(memory.file(10, 12));
    StageRequest request = memory.request(window());
    memory.append(memory.file(14, 15));
    memory
        .real()
        .expireSnapshots()
        .expireSnapshotId(request.table().snapshotId().orElseThrow())
        .commit();
    Staged staged = stage(request, memory.file(13, 14));
    assertThat(publish(staged)).isEqualTo(new PublishOutcome.Moved());
    long theirs = Staging.main(memory.real()).orElseThrow();
    assertThat(restage(request, staged)).isEqualTo(new Restaged.ForeignRows(theirs));
    assertThat(memory.real().newScan().planFiles()).hasSize(2);
  }

  @Test
  void anAppendFollowsWhateverIsThereWhenItIsStaged() {
    StageRequest request = memory.request(new Write.Append());
    memory.append(memory.file(14, 15));
    assertThat(publish(stage(request, memory.file(13, 14))))
        .isInstanceOf(PublishOutcome.Published.class);
    assertThat(memory.real().newScan().planFiles()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 3", "2, 3", "3, 2"})
  void aVersionOfTheFormatIsNoProperty(int has, int wanted) {
    MemoryTable old = new MemoryTable(has);
    // Only earlier releases stored them, past what a user may do.
    TableOperations operations = ((HasTableOperations) old.real()).operations();
    TableMetadata base = operations.refresh();
    operations.commit(
        base,
        TableMetadata.buildFrom(base)
            .setProperties(Map.of("format-version", "1", "Format-Version", "1", "kept", "yes"))
            .build());
    Staged staged =
        Staging.stage(
            old.table(),
            old.request(new Write.Append()),
            MemoryTable.adding(old.file(1, 2)),
            Optional.empty(),
            MemoryTable.budget(3));
    PublishRequest request =
        new PublishRequest(
            staged,
            "load",
            "run-1",
            1,
            "flow",
            JobMark.NONE,
            State.EMPTY,
            Map.of("format-version", Integer.toString(wanted)));
    assertThat(Publish.attempt(old.table(), request)).isInstanceOf(PublishOutcome.Published.class);
    TableMetadata published = MemoryTable.metadata(old.real());
    assertThat(published.formatVersion()).isEqualTo(Math.max(has, wanted));
    assertThat(published.properties())
        .containsEntry("kept", "yes")
        .doesNotContainKeys("format-version", "Format-Version");
  }

  @Test
  void anotherRunThatPublishedFirstIsSeenByTheMark() {
    Staged mine = stage(new Write.Append(), memory.file(1, 2));
    Staged other = other(memory.file(3, 4));
    publish(other);
    assertThat(publish(mine)).isEqualTo(new PublishOutcome.Overtaken(memory.mark()));
  }

  @Test
  void setBackMainAndMarkAreAsBefore() {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    publish(staged);
    RewindRequest back =
        new RewindRequest(
            MemoryTable.NAME,
            "load",
            staged.snapshotId(),
            OptionalLong.empty(),
            memory.mark(),
            JobMark.NONE);
    assertThat(Rewind.attempt(memory.table(), back)).isEqualTo(new PublishOutcome.Published(-1));
    assertThat(memory.real().currentSnapshot()).isNull();
    assertThat(memory.mark()).isEqualTo(JobMark.NONE);
    assertThat(Rewind.attempt(memory.table(), back)).isEqualTo(new PublishOutcome.Published(-1));
  }

  @Test
  void aRefusedRewindIsKnownToHaveDoneNothing() {
    Staged staged = stage(new Write.Append(), memory.file(1, 2));
    publish(staged);
    RuntimeException refusal = new ForbiddenException("you may not");
    memory.fails(refusal);
    assertThat(
            Rewind.attempt(
                memory.table(),
                new RewindRequest(
                    MemoryTable.NAME,
                    "load",
                    staged.snapshotId(),
                    OptionalLong.empty(),
                    memory.mark(),
                    JobMark.NONE)))
        .isEqualTo(new PublishOutcome.Failed(refusal));
    assertThat(Staging.main(memory.real())).hasValue(staged.snapshotId());
  }

  /** Iceberg tries a commit again by itself; those tries are counted too. */
  @Test
  void underConstantConflictAsManyCommitsAreTriedAsTheBudgetHas() {
    memory.failsAlways(new CommitFailedException("somebody was faster"));
    for (int attempts : new int[] {1, 3, 7}) {
      memory.commits = 0;
      Budget budget = MemoryTable.budget(attempts);
      assertThatThrownBy(
              () ->
                  Staging.stage(
                      memory.table(),
                      memory.request(new Write.Append()),
                      MemoryTable.adding(memory.file(1, 2)),
                      Optional.empty(),
                      budget))
          .isInstanceOf(FlarepathException.class)
          .hasMessageContaining("the table icebase.retail.copy kept changing");
      assertThat(memory.commits).isEqualTo(attempts);
    }
    assertThat(memory.real().refs()).isEmpty();
  }

  private Optional<Restaged.Refused> meanwhile(DataFile others) {
    OptionalLong start = Staging.main(memory.real());
    memory.append(others);
    return new Interference(memory.real(), window(), List.of(), 0)
        .between(start, Staging.main(memory.real()));
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

  private Staged stage(Write write, DataFile file) {
    return stage(memory.request(write), file);
  }

  private Staged stage(StageRequest request, DataFile file) {
    return Staging.stage(
        memory.table(), request, MemoryTable.adding(file), Optional.empty(), MemoryTable.budget(3));
  }

  private Restaged restage(StageRequest request, Staged staged) {
    return Staging.restage(memory.table(), request, staged, MemoryTable.budget(3));
  }

  private Staged other(DataFile file) {
    StageRequest mine = memory.request(new Write.Append());
    return stage(
        new StageRequest(
            mine.table(), mine.write(), "flarepath_load_run-2", mine.branchAge(), mine.summary()),
        file);
  }

  private PublishRequest request(Staged staged) {
    return MemoryTable.publishing(staged, JobMark.NONE, State.EMPTY);
  }

  private PublishOutcome publish(Staged staged) {
    return Publish.attempt(memory.table(), request(staged));
  }
}
