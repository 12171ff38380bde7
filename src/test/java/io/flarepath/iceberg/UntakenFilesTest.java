package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.PublishedRead;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowCount;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.junit.jupiter.api.Test;

/** Windows begin at 95, and the next one at 205. Each file has two rows, at its ends. */
class UntakenFilesTest {

  private final MemoryTable memory = new MemoryTable();

  @Test
  void filesOnOneSideAreCountedAndOthersGiveBounds() {
    memory.append(memory.file(81, 85));
    memory.append(memory.file(90, 94));
    memory.append(memory.file(94, 95));
    memory.append(memory.file(150, 155));
    memory.append(memory.file(204, 205));
    memory.append(memory.file(205, 209));
    Counts counts = count();
    assertThat(counts.nulls()).isEqualTo(RowCount.NONE);
    assertThat(counts.beforeFirst()).isEqualTo(new RowCount(4, 6));
    assertThat(counts.waiting()).isEqualTo(new RowCount(2, 4));
  }

  @Test
  void backfilledWindowsAreNotBeforeTheFirst() {
    memory.append(memory.file(91, 94));
    memory.append(memory.file(80, 85));
    assertThat(count(read(90, 95, snapshot())).beforeFirst()).isEqualTo(RowCount.of(2));
  }

  @Test
  void aFileWithoutStatisticsMayHoldAnything() {
    memory.append(
        DataFiles.builder(memory.real().spec())
            .withPath("memory:/bare.parquet")
            .withFormat(FileFormat.PARQUET)
            .withPartitionPath("at_trunc=__HIVE_DEFAULT_PARTITION__")
            .withFileSizeInBytes(100)
            .withMetrics(new Metrics(7L))
            .build());
    Counts counts = count();
    assertThat(counts.nulls()).isEqualTo(RowCount.upTo(7));
    assertThat(counts.isExact()).isFalse();
  }

  @Test
  void rowsThatCameAfterTheirWindowAreLate() {
    memory.append(memory.file(110, 115));
    long before = snapshot();
    memory.append(memory.file(120, 125));
    memory.append(memory.file(205, 208));
    Counts counts = count(read(100, 200, before));
    assertThat(counts.late().rows()).isEqualTo(RowCount.of(2));
    assertThat(counts.late().isWhole()).isTrue();
    assertThat(count(read(100, 200, snapshot())).late().rows()).isEqualTo(RowCount.NONE);
  }

  @Test
  void compactionBringsNothing() {
    DataFile old = memory.file(110, 115);
    memory.append(old);
    long before = snapshot();
    memory.real().newRewrite().deleteFile(old).addFile(memory.file(111, 114)).commit();
    assertThat(count(read(100, 200, before)).late().rows()).isEqualTo(RowCount.NONE);
  }

  @Test
  void whatReplacesFilesMayBringOldRowsOnly() {
    DataFile old = memory.file(110, 115);
    memory.append(old);
    long before = snapshot();
    memory.real().newOverwrite().deleteFile(old).addFile(memory.file(110, 115)).commit();
    assertThat(count(read(100, 200, before)).late().rows()).isEqualTo(RowCount.upTo(2));
  }

  @Test
  void aColumnThatIsNotThereOrOfAnotherAxisIsNotCounted() {
    memory.append(memory.file(91, 95));
    Question other =
        new Question("at", Axis.DATE, OptionalLong.empty(), OptionalLong.empty(), List.of(), 100);
    Question missing =
        new Question("on", Axis.NUMBER, OptionalLong.empty(), OptionalLong.empty(), List.of(), 100);
    assertThat(UntakenFiles.count(memory.real(), other)).isEmpty();
    assertThat(UntakenFiles.count(memory.real(), missing)).isEmpty();
  }

  private long snapshot() {
    return memory.real().currentSnapshot().snapshotId();
  }

  private static PublishedRead read(long start, long end, long snapshot) {
    PublishedWindow window =
        new PublishedWindow(new Range(Axis.NUMBER, start, end), Optional.of("at"));
    return new PublishedRead(
        new SourceRead("in", snapshot, window), State.of(Map.of()), false, false);
  }

  private Counts count(PublishedRead... reads) {
    Question question =
        new Question(
            "AT", Axis.NUMBER, OptionalLong.of(95), OptionalLong.of(205), List.of(reads), 100);
    return UntakenFiles.count(memory.real(), question).orElseThrow();
  }
}
