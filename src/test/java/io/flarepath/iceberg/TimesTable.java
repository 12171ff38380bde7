package io.flarepath.iceberg;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** A table of times in memory, partitioned by them, with a manifest for each commit. */
final class TimesTable {

  private static final Types.NestedField AT =
      Types.NestedField.optional(1, "at", Types.TimestampType.withZone());
  static final Schema SCHEMA = new Schema(AT);

  private final Table table;
  private int files;

  TimesTable(PartitionSpec spec) {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("icebase", Map.of());
    catalog.createNamespace(Namespace.of("retail"));
    table = catalog.createTable(TableIdentifier.of("retail", "events"), SCHEMA, spec);
  }

  static TimesTable byDays() {
    return new TimesTable(PartitionSpec.builderFor(SCHEMA).day("at").build());
  }

  /** A time of January 2024, as microseconds. */
  static long at(int day, int hour) {
    return LocalDateTime.of(2024, 1, day, hour, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }

  Table table() {
    return table;
  }

  long snapshot() {
    return table.currentSnapshot().snapshotId();
  }

  /** A file with one row of each end, which have one partition. */
  DataFile file(long least, long greatest) {
    Map<Integer, ByteBuffer> lowest = Map.of(1, bytes(least));
    return file(least, new Metrics(2L, null, counts(2), counts(0), null, lowest, upper(greatest)));
  }

  /** A file with two rows of a partition, of whose values its statistics say nothing. */
  DataFile withoutStatistics(long at) {
    return file(at, new Metrics(2L));
  }

  private DataFile file(long at, Metrics metrics) {
    PartitionData partition = new PartitionData(table.spec().partitionType());
    for (int i = 0; i < partition.size(); i++) {
      partition.set(
          i,
          ManifestValues.Partitioned.of(table.spec().fields().get(i), AT).orElseThrow().value(at));
    }
    return file(partition, metrics);
  }

  /** A file with two rows without a value. */
  DataFile nulls() {
    return file(
        new PartitionData(table.spec().partitionType()),
        new Metrics(2L, null, counts(2), counts(2), null, null, null));
  }

  private DataFile file(PartitionData partition, Metrics metrics) {
    return DataFiles.builder(table.spec())
        .withPath("memory:/file-" + ++files + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(100)
        .withMetrics(metrics)
        .build();
  }

  /** Adds files in one manifest. */
  void add(DataFile... added) {
    AppendFiles append = table.newFastAppend();
    for (DataFile file : added) {
      append.appendFile(file);
    }
    append.commit();
  }

  /** Removes all files with values from this one on. */
  void removeFrom(long at) {
    table.newDelete().deleteFromRowFilter(Expressions.greaterThanOrEqual("at", at)).commit();
  }

  /** Takes manifests away, so that whoever reads one fails. */
  void lose(Predicate<ManifestValues> manifests) {
    for (ManifestFile manifest : table.currentSnapshot().dataManifests(table.io())) {
      if (ManifestValues.of(manifest, table.specs(), AT).filter(manifests).isPresent()) {
        table.io().deleteFile(manifest.path());
      }
    }
  }

  private static Map<Integer, Long> counts(long rows) {
    return Map.of(1, rows);
  }

  private static Map<Integer, ByteBuffer> upper(long value) {
    return Map.of(1, bytes(value));
  }

  private static ByteBuffer bytes(long value) {
    return Conversions.toByteBuffer(AT.type(), value);
  }
}
