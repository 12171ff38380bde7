package io.flarepath.settings;

import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the settings files say together.
 *
 * @param depots the named storages, by name
 * @param catalogs the Iceberg catalogs, by name
 * @param spark settings of the engine, by their full Spark names
 * @param run how runs behave
 * @param places where a file says how runs behave or how the engine is set up, by the full name of
 *     the setting; what is left to its default has none
 */
public record Settings(
    Map<String, Depot> depots,
    Map<String, CatalogSettings> catalogs,
    Map<String, String> spark,
    RunSettings run,
    Map<String, Span> places) {

  /** The name of the setting of {@link RunSettings#timeZone}. */
  public static final String TIME_ZONE = "run.time-zone";

  /** Settings that no file says. */
  public Settings(
      Map<String, Depot> depots,
      Map<String, CatalogSettings> catalogs,
      Map<String, String> spark,
      RunSettings run) {
    this(depots, catalogs, spark, run, Map.of());
  }

  public Settings {
    depots = Collections.unmodifiableMap(new LinkedHashMap<>(depots));
    catalogs = Collections.unmodifiableMap(new LinkedHashMap<>(catalogs));
    spark = Collections.unmodifiableMap(new LinkedHashMap<>(spark));
    places = Map.copyOf(places);
  }

  /** The same with another setting of the engine. */
  public Settings spark(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(spark);
    more.put(name, value);
    return new Settings(depots, catalogs, more, run, places);
  }

  /** All that may hold secrets, each value by its name: catalogs, depots and the engine. */
  public List<Map<String, String>> named() {
    List<Map<String, String>> all = new ArrayList<>();
    catalogs.values().forEach(catalog -> all.add(catalog.properties()));
    depots.values().forEach(depot -> all.add(depot.properties()));
    depots.values().forEach(depot -> all.add(Map.of("url", depot.address())));
    all.add(spark);
    return all;
  }

  /** Where a file says a setting; empty where it has its default. */
  public Optional<Span> place(String setting) {
    return Optional.ofNullable(places.get(setting));
  }
}
