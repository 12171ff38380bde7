package io.flarepath.iceberg;

import static io.flarepath.iceberg.TimesTable.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.iceberg.UntakenNow.Found;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowCount;
import io.flarepath.window.Axis;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.junit.jupiter.api.Test;

/** Each file has two rows, at its ends. */
class UntakenNowTest {

  private final TimesTable times = TimesTable.byDays();

  @Test
  void manifestsOnOneSideAreNotRead() {
    for (int day = 1; day <= 30; day++) {
      times.add(times.file(at(day, 1), at(day, 5)), times.file(at(day, 2), at(day, 6)));
    }
    times.lose(manifest -> true);
    assertThat(found(times, at(11, 0), at(21, 0))).isEqualTo(found(0, 40, 40));
  }

  @Test
  void aManifestWithALimitIsRead() {
    times.add(times.file(at(9, 1), at(9, 5)), times.file(at(11, 1), at(11, 5)));
    times.add(times.file(at(20, 1), at(20, 5)), times.file(at(20, 6), at(20, 9)));
    times.add(times.file(at(25, 1), at(25, 5)));
    times.lose(manifest -> !manifest.areBefore(at(25, 0)));
    assertThat(found(times, at(10, 0), at(20, 6))).isEqualTo(found(0, 2, 4));
  }

  @Test
  void aManifestWithRowsWithoutAValueIsRead() {
    times.add(times.file(at(9, 1), at(9, 5)), times.nulls());
    times.add(times.nulls());
    assertThat(found(times, at(10, 0), at(20, 0))).isEqualTo(found(4, 2, 0));
  }

  @Test
  void theNumbersAreThoseOfTheFilesWhateverThePartitions() {
    Random random = new Random(7);
    PartitionSpec.Builder[] specs = {
      PartitionSpec.builderFor(TimesTable.SCHEMA).hour("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).day("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).month("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).identity("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA)
    };
    for (PartitionSpec.Builder spec : specs) {
      for (int round = 0; round < 10; round++) {
        check(new TimesTable(spec.build()), random);
      }
    }
  }

  private static void check(TimesTable some, Random random) {
    long first = any(random);
    long next = first + random.nextInt(72) * 3_600_000_000L;
    long before = 0;
    long waiting = 0;
    for (int commit = 0; commit < 8; commit++) {
      DataFile[] files = new DataFile[1 + random.nextInt(3)];
      for (int i = 0; i < files.length; i++) {
        long value = random.nextInt(6) == 0 ? next - random.nextInt(2) : any(random);
        files[i] = some.file(value, value);
        before += value < first ? 2 : 0;
        waiting += value >= next ? 2 : 0;
      }
      some.add(files);
    }
    assertThat(found(some, first, next)).isEqualTo(found(0, before, waiting));
  }

  private static long any(Random random) {
    return at(1 + random.nextInt(28), random.nextInt(24));
  }

  private static Found found(long nulls, long before, long waiting) {
    return new Found(RowCount.of(nulls), RowCount.of(before), RowCount.of(waiting));
  }

  private static Found found(TimesTable times, long first, long next) {
    Question question =
        new Question(
            "at", Axis.TIMESTAMP, OptionalLong.of(first), OptionalLong.of(next), List.of(), 100);
    return new UntakenNow(times.table(), question, TimesTable.SCHEMA.findField("at")).count();
  }
}
