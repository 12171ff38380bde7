package io.flarepath.bench;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Says what the contestants have left behind, one line of JSON for each: the rows, a checksum that
 * is equal if and only if the rows are (in any order, duplicates included), files and commits.
 */
public final class Inspection {

  private Inspection() {}

  /**
   * Inspects one result in each folder of {@code folders=}, which are separated by commas. {@code
   * tables=} has as many entries: a table of the folder's catalog, {@code namespace.*} for the only
   * table of a namespace, or {@code files:} and a folder of Parquet files. What is compared are the
   * columns of {@code source=}.
   */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    String[] folders = args.of("folders").split(",", -1);
    String[] results = args.of("tables").split(",", -1);
    try (SparkSession spark = Sessions.start(args)) {
      for (int i = 0; i < folders.length; i++) {
        // A session has its own catalogs. They all need one name, which SQLite's rows contain, too.
        SparkSession session = spark.newSession();
        // Spark looks catalogs up in the settings of the active session, whichever one is asked.
        SparkSession.setActiveSession(session);
        Sessions.addCatalog(
            session, "icebase", folders[i] + "/catalog.db", folders[i] + "/warehouse");
        System.out.println(inspect(session, results[i], args.of("source")));
      }
    }
  }

  private static String inspect(SparkSession spark, String result, String source) throws Exception {
    if (result.startsWith("files:")) {
      String folder = result.substring("files:".length());
      return line(folder, spark.read().parquet(folder), spark.table(source), "");
    }
    String name = result.endsWith(".*") ? onlyTable(spark, result.replace(".*", "")) : result;
    Table table = Spark3Util.loadIcebergTable(spark, name);
    return line(
        table.location(), spark.table(name), spark.table(source), facts(spark, name, table));
  }

  private static String onlyTable(SparkSession spark, String namespace) {
    List<Row> tables = spark.sql("SHOW TABLES IN " + namespace).collectAsList();
    if (tables.size() != 1) {
      throw new IllegalStateException(namespace + " has not one table, but " + tables);
    }
    return namespace + "." + tables.get(0).getString(1);
  }

  private static String line(
      String location, Dataset<Row> rows, Dataset<Row> source, String facts) {
    return "{\"location\": \"%s\", \"columns\": \"%s\", %s%s}"
        .formatted(location, rows.schema().catalogString(), checksum(rows, source), facts);
  }

  private static String facts(SparkSession spark, String name, Table table) {
    Row files =
        spark.sql("SELECT count(*), sum(file_size_in_bytes) FROM " + name + ".files").first();
    return ", \"files\": %d, \"bytes\": %s, \"manifests\": %d, \"commits\": %d"
        .formatted(
            files.getLong(0),
            files.get(1),
            table.currentSnapshot().allManifests(table.io()).size(),
            commits(table));
  }

  /**
   * Two sums of different 64-bit hashes of each row. A hash skips what is null, so that which
   * columns are null is a part of it.
   */
  private static String checksum(Dataset<Row> rows, Dataset<Row> source) {
    List<Column> row = new ArrayList<>();
    for (StructField field : source.schema().fields()) {
      Column value = rows.col(field.name()).cast(field.dataType());
      row.add(value);
      row.add(value.isNull());
    }
    Row sums = rows.agg(count(lit(1)), sumOfHashes(1, row), sumOfHashes(2, row)).first();
    return "\"rows\": %d, \"checksum\": \"%s/%s\""
        .formatted(sums.getLong(0), sums.get(1), sums.get(2));
  }

  private static Column sumOfHashes(int seed, List<Column> row) {
    Stream<Column> seeded = Stream.concat(Stream.of(lit(seed)), row.stream());
    return sum(xxhash64(seeded.toArray(Column[]::new)).cast("decimal(38, 0)"));
  }

  /** Each commit writes a metadata file, whose name begins with its number, counted from zero. */
  private static long commits(Table table) {
    String file = ((HasTableOperations) table).operations().current().metadataFileLocation();
    return Long.parseLong(file.replaceFirst(".*/(\\d+)-[^/]*$", "$1")) + 1;
  }
}
