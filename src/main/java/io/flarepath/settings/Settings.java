package io.flarepath.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that the settings files say together.
 *
 * @param depots the named storages, by name
 * @param catalogs the Iceberg catalogs, by name
 * @param spark settings of the engine, by their full Spark names
 * @param run how runs behave
 */
public record Settings(
    Map<String, Depot> depots,
    Map<String, CatalogSettings> catalogs,
    Map<String, String> spark,
    RunSettings run) {

  public Settings {
    depots = Collections.unmodifiableMap(new LinkedHashMap<>(depots));
    catalogs = Collections.unmodifiableMap(new LinkedHashMap<>(catalogs));
    spark = Collections.unmodifiableMap(new LinkedHashMap<>(spark));
  }
}
