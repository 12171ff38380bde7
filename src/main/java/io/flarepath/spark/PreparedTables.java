package io.flarepath.spark;

import io.flarepath.sql.SqlText;
import org.apache.spark.sql.SparkSession;

/** Iceberg's catalog of tables that are prepared and not committed, as compaction uses it. */
final class PreparedTables {

  private static final String CATALOG = "flarepath_prepared";

  private PreparedTables() {}

  /** The table that was prepared under a name, for SQL. */
  static String quoted(SparkSession session, String name) {
    session
        .conf()
        .set("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCachedTableCatalog");
    return CATALOG + "." + SqlText.identifier(name);
  }
}
