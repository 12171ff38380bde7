package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Restaged;
import io.flarepath.publish.RewindRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.KeyName;
import io.flarepath.state.MarkSeal;
import io.flarepath.state.Publication;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.Kinship;
import io.flarepath.table.TableFacts;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a publish leaves to tell a rollback from an expiry, and what it costs to look. */
class DescentTest {

  private static final State STATE = State.of(Map.of(new KeyName("c", "k"), "1"));

  private final MemoryTable memory = new MemoryTable();
  private int files;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatWasForkedOffIsAStrangerAndWhatWasBuiltUponIsAnAncestor(int version) {
    for (int commits = 1; commits <= 4; commits++) {
      for (boolean rolledBack : new boolean[] {true, false}) {
        MemoryTable table = new MemoryTable(version);
        long before = publish(table);
        long marked = publish(table);
        if (rolledBack) {
          table.real().manageSnapshots().rollbackTo(before).commit();
        }
        for (int i = 0; i < commits; i++) {
          table.append(file(table));
          expire(table);
        }
        assertThat(table.real().snapshot(marked)).as("the tag holds it").isNotNull();
        assertThat(facts(table).kinship(last(table)))
            .as("version %d, %d commits", version, commits)
            .isEqualTo(rolledBack ? Kinship.STRANGER : Kinship.ANCESTOR);
      }
    }
  }

  @Test
  void aRollbackByManySnapshotsIsFoundToo() {
    long first = publish(memory);
    for (int i = 0; i < 5; i++) {
      publish(memory);
    }
    memory.real().manageSnapshots().rollbackTo(first).commit();
    for (int i = 0; i < 7; i++) {
      memory.append(file(memory));
      expire(memory);
    }
    assertThat(facts(memory).kinship(last(memory))).isEqualTo(Kinship.STRANGER);
  }

  @Test
  void earlierMetadataIsReadOnlyWhereAnExpiryHasCutTheHistory() {
    publish(memory);
    List<String> read = new ArrayList<>();
    assertThat(kinship(read)).isEqualTo(Kinship.ANCESTOR);
    memory.append(file(memory));
    memory.append(file(memory));
    assertThat(kinship(read)).isEqualTo(Kinship.ANCESTOR);
    assertThat(read).isEmpty();
    memory.real().newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
    expire(memory);
    assertThat(kinship(read)).isEqualTo(Kinship.ANCESTOR);
    assertThat(read).as("the version before the expiry has it all").hasSize(1);
  }

  @Test
  void aTableWithoutAUuidHasASealToo() {
    MemoryTable old = new MemoryTable(1);
    publish(old);
    TableOperations real = ((HasTableOperations) old.real()).operations();
    String json = TableMetadataParser.toJson(real.current());
    TableMetadata without =
        TableMetadataParser.fromJson(json.replaceFirst("\"table-uuid\":\"[^\"]*\",", ""));
    TableFacts facts =
        TableReader.facts(
            MemoryTable.NAME,
            new BaseTable(
                new ForwardingOperations(real) {
                  @Override
                  public TableMetadata current() {
                    return without;
                  }
                },
                "copy"));
    assertThat(without.uuid()).isNull();
    assertThat(facts.soundness("load")).isNotEqualTo(MarkSeal.Soundness.SEALED);
    Map<String, String> sealed = facts.mark("load").sealed("load", String.valueOf(without.uuid()));
    assertThat(MarkSeal.check("load", facts.uuid(), sealed)).isEqualTo(MarkSeal.Soundness.SEALED);
  }

  @Test
  void aPublishIsStillOneCommitAndTheTagMovesInIt() {
    for (int i = 0; i < 3; i++) {
      Staged staged = stage(memory);
      memory.commits = 0;
      assertThat(publish(memory, staged)).isInstanceOf(PublishOutcome.Published.class);
      assertThat(memory.commits).isEqualTo(1);
      assertThat(memory.real().refs()).containsOnlyKeys("main", "flarepath_load");
      assertThat(tag(memory).snapshotId()).isEqualTo(staged.snapshotId());
      assertThat(tag(memory).maxRefAgeMs()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void whatSomebodyElseHasCalledSoIsNotTakenAway() {
    memory.append(file(memory));
    long theirs = memory.real().currentSnapshot().snapshotId();
    Staged staged = stage(memory);
    memory.real().manageSnapshots().createTag("flarepath_load", theirs).commit();
    memory.commits = 0;
    PublishOutcome outcome = publish(memory, staged);
    assertThat(outcome).isInstanceOf(PublishOutcome.Failed.class);
    assertThat(((PublishOutcome.Failed) outcome).failure())
        .hasMessageContaining("has a tag `flarepath_load`, which the job `load` did not set");
    assertThat(memory.commits).isZero();
    assertThat(tag(memory).snapshotId()).isEqualTo(theirs);
  }

  @Test
  void aRewindMovesTheTagInTheSameCommit() {
    long first = publish(memory);
    JobMark before = memory.mark();
    long second = publish(memory);
    memory.commits = 0;
    RewindRequest back =
        new RewindRequest(
            MemoryTable.NAME, "load", second, OptionalLong.of(first), memory.mark(), before);
    assertThat(Rewind.attempt(memory.table(), back)).isEqualTo(new PublishOutcome.Published(first));
    assertThat(memory.commits).isEqualTo(1);
    assertThat(tag(memory).snapshotId()).isEqualTo(first);
    assertThat(facts(memory).soundness("load")).isEqualTo(MarkSeal.Soundness.SEALED);
  }

  // ---- An expiry while a pass is under way.

  @Test
  void anAppendGoesOnOverAnExpiry() {
    publish(memory);
    StageRequest request = request(memory, new Write.Append());
    Staged staged = stage(memory, request, file(memory));
    maintain(memory.file(500, 501));
    assertThat(publish(memory, staged)).isEqualTo(new PublishOutcome.Moved());
    assertThat(restage(request, staged)).isInstanceOf(Restaged.Again.class);
  }

  @Test
  void aReplacedWindowIsWrittenAgainOverAnExpiryIfNobodyAddedRowsToIt() {
    publish(memory);
    StageRequest request = request(memory, window());
    Staged staged = stage(memory, request, memory.file(13, 14));
    maintain(memory.file(500, 501));
    assertThat(restage(request, staged)).isEqualTo(new Restaged.WriteAgain());
  }

  @Test
  void rowsThatWereAddedToTheWindowAreSeenBehindAnExpiryToo() {
    publish(memory);
    StageRequest request = request(memory, window());
    Staged staged = stage(memory, request, memory.file(13, 14));
    maintain(memory.file(14, 15));
    assertThat(restage(request, staged)).isInstanceOf(Restaged.ForeignRows.class);
  }

  @Test
  void aRollbackBehindAnExpiryStillStopsThePass() {
    long first = publish(memory);
    publish(memory);
    StageRequest request = request(memory, new Write.Append());
    Staged staged = stage(memory, request, file(memory));
    memory.real().manageSnapshots().rollbackTo(first).commit();
    maintain(memory.file(500, 501));
    assertThat(restage(request, staged)).isEqualTo(new Restaged.RolledBack());
  }

  /** Two commits by others, of which the first, with the rows, has expired. */
  private void maintain(DataFile rows) {
    memory.append(rows);
    memory.append(memory.file(700, 701));
    memory.append(memory.file(800, 801));
    expire(memory);
  }

  // ---- How it is done.

  private static void expire(MemoryTable table) {
    table
        .real()
        .expireSnapshots()
        .expireOlderThan(Long.MAX_VALUE)
        .retainLast(1)
        .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
        .commit();
  }

  private DataFile file(MemoryTable table) {
    files++;
    return table.file(1_000 + files * 10L, 1_001 + files * 10L);
  }

  private static TableFacts facts(MemoryTable table) {
    return TableReader.facts(MemoryTable.NAME, table.real());
  }

  private static Publication last(MemoryTable table) {
    return table.mark().last().orElseThrow();
  }

  private long publish(MemoryTable table) {
    Staged staged = stage(table);
    assertThat(publish(table, staged)).isInstanceOf(PublishOutcome.Published.class);
    return staged.snapshotId();
  }

  private static PublishOutcome publish(MemoryTable table, Staged staged) {
    return Publish.attempt(
        table.table(),
        new PublishRequest(staged, "load", "run-1", 1, "flow", table.mark(), STATE, Map.of()));
  }

  private Staged stage(MemoryTable table) {
    return stage(table, request(table, new Write.Append()), file(table));
  }

  private static StageRequest request(MemoryTable table, Write write) {
    StageRequest request = table.request(write);
    return new StageRequest(
        request.table(),
        request.write(),
        request.branch(),
        request.branchAge(),
        Map.of(SummaryNames.JOB, "load", SummaryNames.WORKFLOW, "flow"));
  }

  private static Staged stage(MemoryTable table, StageRequest request, DataFile file) {
    return Staging.stage(
        table.table(), request, MemoryTable.adding(file), Optional.empty(), MemoryTable.budget(3));
  }

  private Restaged restage(StageRequest request, Staged staged) {
    return Staging.restage(memory.table(), request, staged, MemoryTable.budget(3));
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

  /** How the marked snapshot is related to main. Notes which versions of the metadata are read. */
  private Kinship kinship(List<String> read) {
    Table real = memory.real();
    FileIO io = real.io();
    FileIO noting =
        new FileIO() {
          @Override
          public InputFile newInputFile(String path) {
            if (path.endsWith(".metadata.json")) {
              read.add(path);
            }
            return io.newInputFile(path);
          }

          @Override
          public OutputFile newOutputFile(String path) {
            return io.newOutputFile(path);
          }

          @Override
          public void deleteFile(String path) {
            io.deleteFile(path);
          }
        };
    ForwardingOperations operations =
        new ForwardingOperations(((HasTableOperations) real).operations()) {
          @Override
          public FileIO io() {
            return noting;
          }
        };
    return TableReader.facts(MemoryTable.NAME, new BaseTable(operations, "copy"))
        .kinship(last(memory));
  }

  /** The job's tag. */
  private static SnapshotRef tag(MemoryTable memory) {
    return Optional.ofNullable(memory.real().refs().get("flarepath_load")).orElseThrow();
  }
}
