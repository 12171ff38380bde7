package io.flarepath.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a table of many small files, by days, the same for the same days. All files of a day have
 * the same rows: the first one is written, and the others are further names of it (hard links), so
 * that 100,000 of them take seconds.
 */
public final class ManyFiles {

  private static final int ROWS = 20;

  private final Table table;
  private final OffsetDateTime from;
  private final int filesOfDay;

  private ManyFiles(Table table, OffsetDateTime from, int filesOfDay) {
    this.table = table;
    this.from = from;
    this.filesOfDay = filesOfDay;
  }

  /**
   * Adds files of {@code days=} days from {@code from=} to {@code source=}, {@code files=} of each
   * day. A commit adds those of {@code together=} days in a manifest of its own, as jobs do that
   * append without rewriting manifests.
   */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    try (SparkSession spark = Sessions.start(args)) {
      String name = args.of("source");
      spark.sql("CREATE NAMESPACE IF NOT EXISTS " + name.replaceFirst("\\.[^.]*$", ""));
      spark.sql(
          """
          CREATE TABLE %s (order_id BIGINT, customer_id BIGINT, shop INT, ordered_at TIMESTAMP,
                           amount DECIMAL(10, 2), status STRING, note STRING)
          USING iceberg PARTITIONED BY (days(ordered_at))
          """
              .formatted(name));
      new ManyFiles(
              Spark3Util.loadIcebergTable(spark, name),
              OffsetDateTime.parse(args.of("from") + "Z"),
              (int) args.number("files"))
          .add((int) args.number("days"), (int) args.number("together"));
    }
  }

  private void add(int days, int together) throws IOException {
    for (int first = 0; first < days; first += together) {
      AppendFiles append = table.newFastAppend();
      for (int day = first; day < Math.min(days, first + together); day++) {
        filesOf(day).forEach(append::appendFile);
      }
      append.commit();
    }
  }

  private List<DataFile> filesOf(int day) throws IOException {
    DataFile written = written(day);
    Path first = path(written.location());
    List<DataFile> files = new ArrayList<>(List.of(written));
    for (int number = 1; number < filesOfDay; number++) {
      Path next = first.resolveSibling("%03d-%s".formatted(number, first.getFileName()));
      Files.createLink(next, first);
      files.add(
          DataFiles.builder(table.spec())
              .copy(written)
              .withPath(written.location().replace(first.toString(), next.toString()))
              .build());
    }
    return files;
  }

  private DataFile written(int day) throws IOException {
    PartitionSpec spec = table.spec();
    PartitionData partition = new PartitionData(spec.partitionType());
    partition.set(0, (int) from.plusDays(day).toLocalDate().toEpochDay());
    String file = table.locationProvider().newDataLocation(spec, partition, "orders.parquet");
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newDataWriter(
                EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(file)),
                spec,
                partition);
    try (writer) {
      for (int row = 0; row < ROWS; row++) {
        writer.write(order(day, row));
      }
    }
    // Hadoop's checksum of a file has its name, which further names have not.
    Path written = path(file);
    Files.deleteIfExists(written.resolveSibling("." + written.getFileName() + ".crc"));
    return writer.toDataFile();
  }

  private Record order(int day, int row) {
    long id = from.plusDays(day).toLocalDate().toEpochDay() * ROWS + row;
    return GenericRecord.create(table.schema())
        .copy(
            Map.of(
                "order_id",
                id,
                "customer_id",
                id * 7919 % 250_000,
                "shop",
                (int) (id % 100),
                "ordered_at",
                from.plusDays(day).plusMinutes(row * 71L),
                "amount",
                BigDecimal.valueOf(id * 6007 % 500_000, 2),
                "status",
                id % 3 == 0 ? "paid" : "sent",
                "note",
                "order of " + Long.toHexString(id * 0x9E3779B97F4A7C15L)));
  }

  private static Path path(String location) {
    return Path.of(location.replaceFirst("^file:(//)?", ""));
  }
}
