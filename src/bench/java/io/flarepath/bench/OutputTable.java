package io.flarepath.bench;

import org.apache.spark.sql.SparkSession;

/** The table that the hand-written jobs write to. */
final class OutputTable {

  private OutputTable() {}

  /**
   * Creates it unless it exists: the source's columns, partitioned by {@code partitions=}. The rows
   * of a partition go to one task and are sorted by {@code column=}, so that a task has one file
   * open at a time; other than a global order, this needs no sampling of the rows.
   */
  static void create(SparkSession spark, Arguments args) {
    String table = args.of("output");
    if (spark.catalog().tableExists(table)) {
      return;
    }
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + table.replaceFirst("\\.[^.]*$", ""));
    spark.sql(
        "CREATE TABLE %s (%s) USING iceberg PARTITIONED BY (%s)"
            .formatted(
                table, spark.table(args.of("source")).schema().toDDL(), args.of("partitions")));
    spark.sql(
        "ALTER TABLE %s WRITE DISTRIBUTED BY PARTITION LOCALLY ORDERED BY %s"
            .formatted(table, args.of("column")));
  }
}
