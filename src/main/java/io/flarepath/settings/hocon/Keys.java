package io.flarepath.settings.hocon;

import java.time.Duration;
import java.util.List;

/**
 * Every setting that has a name of its own. Their defaults are in {@code reference.conf}; the
 * properties of catalogs and of the engine are all that Iceberg and Spark know.
 */
final class Keys {

  static final List<String> BLOCKS = List.of("depots", "catalogs", "spark", "run");

  static final List<String> CATALOG_TYPES =
      List.of("jdbc", "rest", "hive", "glue", "nessie", "bigquery", "hadoop");

  static final Setting<String> KIND =
      new Setting<>(
          "kind",
          ValueType.oneOf(List.of("iceberg", "files", "jdbc", "connector")),
          "what the depot's addresses refer to");
  static final Setting<String> CATALOG =
      new Setting<>("catalog", ValueType.text(), "the catalog that holds the depot's tables");
  static final Setting<String> PATH =
      new Setting<>(
          "path",
          ValueType.text(),
          "a folder that old workflows name in `warehousePath`; its tables belong to the depot");
  static final Setting<String> ROOT =
      new Setting<>("root", ValueType.text(), "the folder that the depot's paths start from");
  static final Setting<String> URL =
      new Setting<>("url", ValueType.text(), "the JDBC address of the database");
  static final Setting<String> USER =
      new Setting<>("user", ValueType.anyText(), "the user to connect as");
  static final Setting<String> PASSWORD =
      new Setting<>("password", ValueType.anyText(), "the user's password");
  static final Setting<String> DRIVER =
      new Setting<>("driver", ValueType.text(), "the class of the JDBC driver");

  static final Setting<String> FORMAT =
      new Setting<>("format", ValueType.text(), "the connector, such as `kafka` or `snowflake`");

  /** A block of the options of a connector. */
  static final String OPTIONS = "options";

  /** A block of further options of a JDBC driver. */
  static final String PROPERTIES = "properties";

  static final Setting<String> TYPE =
      new Setting<>("type", ValueType.oneOf(CATALOG_TYPES), "which type of Iceberg catalog it is");

  static final Setting<Integer> PUBLISH_ATTEMPTS =
      new Setting<>(
          "publish-attempts",
          ValueType.countFrom(1),
          "how many commits one publish may try when other writers keep changing the table");
  static final Setting<Duration> PUBLISH_TIMEOUT =
      new Setting<>(
          "publish-timeout",
          ValueType.duration(),
          "how long after its first lost commit a publish may start another attempt");
  static final Setting<Duration> BRANCH_TTL =
      new Setting<>(
          "branch-ttl", ValueType.duration(), "how long the branch of a crashed run is kept");
  static final Setting<Integer> PARALLEL_JOBS =
      new Setting<>(
          "parallel-jobs", ValueType.countFrom(1), "how many jobs of a workflow run in parallel");
  static final Setting<String> TIME_ZONE =
      new Setting<>(
          "time-zone", ValueType.timeZone(), "the time zone of times that are written without one");
  static final Setting<String> LOG_DIR =
      new Setting<>("log-dir", ValueType.text(), "the folder for Spark's log files");

  static final Setting<String> RECORD_DIR =
      new Setting<>(
          "record-dir", ValueType.text(), "the folder where each run writes its record, as JSON");

  static final Setting<String> STATE_TABLE =
      new Setting<>(
          "state-table",
          ValueType.text(),
          "the table that holds the state of jobs without an Iceberg output");

  static final Setting<Boolean> ALLOW_SCRIPTS =
      new Setting<>(
          "allow-scripts", ValueType.flag(), "whether the SQL of a run may execute programs");

  static final List<Setting<?>> RUN =
      List.of(
          PUBLISH_ATTEMPTS,
          PUBLISH_TIMEOUT,
          BRANCH_TTL,
          PARALLEL_JOBS,
          TIME_ZONE,
          LOG_DIR,
          RECORD_DIR,
          STATE_TABLE,
          ALLOW_SCRIPTS);

  private Keys() {}
}
