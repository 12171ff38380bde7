package io.flarepath.iceberg;

import static io.flarepath.iceberg.TimesTable.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.junit.jupiter.api.Test;

class NewestValueTest {

  private final TimesTable times = TimesTable.byDays();

  @Test
  void onlyManifestsWithTheLastDayAreRead() {
    for (int day = 1; day <= 30; day++) {
      times.add(times.file(at(day, 1), at(day, 5)));
    }
    times.add(times.file(at(3, 0), at(3, 9)), times.file(at(30, 2), at(30, 7)));
    times.lose(manifest -> manifest.areBefore(at(30, 0)));
    assertThat(newest()).hasValue(at(30, 7));
  }

  @Test
  void removedFilesDoNotCount() {
    times.add(times.file(at(4, 1), at(4, 5)));
    times.add(times.file(at(9, 1), at(9, 5)), times.file(at(8, 1), at(8, 5)));
    times.removeFrom(at(9, 0));
    assertThat(newest()).hasValue(at(8, 5));
  }

  @Test
  void theSnapshotIsAskedAndNotTheTable() {
    times.add(times.file(at(4, 1), at(4, 5)));
    long first = times.snapshot();
    times.add(times.file(at(5, 1), at(5, 5)));
    assertThat(NewestValue.of(times.table(), first, "at")).hasValue(at(4, 5));
  }

  @Test
  void nothingIsSaidWithoutStatistics() {
    times.add(times.file(at(4, 1), at(4, 5)), times.withoutStatistics(at(4, 1)));
    assertThat(newest()).isEmpty();
  }

  @Test
  void nothingIsSaidIfAManifestMayHaveAnything() {
    times.add(times.file(at(4, 1), at(4, 5)));
    times.add(times.nulls());
    assertThat(newest()).isEmpty();
  }

  @Test
  void nothingIsSaidIfRowsWereDeleted() {
    DataFile file = times.file(at(4, 1), at(4, 5));
    times.add(file);
    times
        .table()
        .newRowDelta()
        .addDeletes(
            FileMetadata.deleteFileBuilder(times.table().spec())
                .ofPositionDeletes()
                .withPath("memory:/deletes.parquet")
                .withPartition(file.partition())
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build())
        .commit();
    assertThat(newest()).isEmpty();
  }

  @Test
  void nothingIsSaidOfAColumnThatIsNoPartition() {
    TimesTable plain = new TimesTable(PartitionSpec.unpartitioned());
    plain.add(plain.file(at(4, 1), at(4, 5)));
    assertThat(NewestValue.of(plain.table(), plain.snapshot(), "at")).isEmpty();
    times.add(times.file(at(4, 1), at(4, 5)));
    assertThat(NewestValue.of(times.table(), times.snapshot(), "AT")).isEmpty();
  }

  @Test
  void itIsTheGreatestOfAllFilesWhateverThePartitions() {
    PartitionSpec.Builder[] specs = {
      PartitionSpec.builderFor(TimesTable.SCHEMA).hour("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).day("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).month("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).year("at"),
      PartitionSpec.builderFor(TimesTable.SCHEMA).identity("at")
    };
    Random random = new Random(7);
    for (PartitionSpec.Builder spec : specs) {
      TimesTable some = new TimesTable(spec.build());
      long greatest = Long.MIN_VALUE;
      for (int commit = 0; commit < 12; commit++) {
        DataFile[] files = new DataFile[1 + random.nextInt(3)];
        for (int i = 0; i < files.length; i++) {
          long value = at(1 + random.nextInt(28), random.nextInt(24)) + random.nextInt(1000);
          files[i] = some.file(value, value);
          greatest = Math.max(greatest, value);
        }
        some.add(files);
        assertThat(NewestValue.of(some.table(), some.snapshot(), "at")).hasValue(greatest);
      }
    }
  }

  private OptionalLong newest() {
    return NewestValue.of(times.table(), times.snapshot(), "at");
  }
}
