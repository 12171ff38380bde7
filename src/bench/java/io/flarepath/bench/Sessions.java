package io.flarepath.bench;

import org.apache.spark.sql.SparkSession;

/**
 * Spark sessions with one catalog, {@code icebase}, whose tables SQLite keeps track of.
 *
 * <p>The settings are those of a careful owner of one machine: no web page, and Iceberg's cache of
 * loaded tables on, which is Iceberg's default and safe for the only writer.
 */
final class Sessions {

  private Sessions() {}

  /** The session that {@code catalog=}, {@code warehouse=} and perhaps {@code counts=} ask for. */
  static SparkSession start(Arguments args) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("bench")
            .master("local[*]")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.adaptive.advisoryPartitionSizeInBytes", "384m")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    args.find("counts")
        .ifPresent(
            file ->
                builder
                    .config("spark.extraListeners", Counts.class.getName())
                    .config(Counts.FILE, file));
    SparkSession spark = builder.getOrCreate();
    addCatalog(spark, "icebase", args.of("catalog"), args.of("warehouse"));
    return spark;
  }

  /** Adds a catalog whose tables are listed in the SQLite file {@code database}. */
  static void addCatalog(SparkSession spark, String name, String database, String warehouse) {
    String prefix = "spark.sql.catalog." + name;
    spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(prefix + ".type", "jdbc");
    spark.conf().set(prefix + ".uri", "jdbc:sqlite:" + database);
    spark.conf().set(prefix + ".warehouse", warehouse);
    spark.conf().set(prefix + ".jdbc.schema-version", "V1");
    spark.conf().set(prefix + ".jdbc.busy_timeout", "30000");
  }
}
