package io.flarepath.spark;

import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.guard.Guard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;

/** Turns our settings into Spark's. */
final class SessionSettings {

  static final String EXTENSIONS = "spark.sql.extensions";
  private static final String ICEBERG_EXTENSIONS =
      "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";

  /**
   * What Iceberg asks for a table that is given by its folder. It only reads that folder; but
   * without a type it would need a Hive metastore, and a Hadoop catalog needs some warehouse.
   */
  private static final CatalogSettings BY_FOLDER =
      new CatalogSettings(
          "default_iceberg", Map.of("type", "hadoop", "warehouse", "file:/nowhere"));

  private SessionSettings() {}

  /** What every session needs besides its time zone: catalogs, and the settings' own entries. */
  static Map<String, String> of(Settings settings) {
    Map<String, String> conf = new LinkedHashMap<>();
    // Iceberg's writes ask for this size; we distribute rows ourselves, and want the same.
    conf.put("spark.sql.adaptive.advisoryPartitionSizeInBytes", "384m");
    conf.putAll(catalog(BY_FOLDER));
    settings.catalogs().values().forEach(catalog -> conf.putAll(catalog(catalog)));
    conf.putAll(settings.spark());
    return conf;
  }

  /** A catalog without cache: Spark's would hide other processes' commits for half a minute. */
  private static Map<String, String> catalog(CatalogSettings catalog) {
    Map<String, String> conf = new LinkedHashMap<>();
    String prefix = "spark.sql.catalog." + catalog.name();
    conf.put(prefix, "org.apache.iceberg.spark.SparkCatalog");
    catalog.properties().forEach((name, value) -> conf.put(prefix + "." + name, value));
    conf.put(prefix + ".cache-enabled", "false");
    return conf;
  }

  /** Iceberg's extensions and ours, after those that are already configured. */
  static String extensions(SparkConf given) {
    List<String> all = new ArrayList<>();
    for (String other : given.get(EXTENSIONS, "").split(",", -1)) {
      all.add(other.strip());
    }
    if (!all.contains(ICEBERG_EXTENSIONS)) {
      all.add(ICEBERG_EXTENSIONS);
    }
    all.removeIf(name -> name.isEmpty() || name.equals(Guard.NAME));
    all.add(Guard.NAME);
    return String.join(",", all);
  }
}
