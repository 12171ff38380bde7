package io.flarepath.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An Iceberg catalog.
 *
 * @param name the name under which Spark knows it
 * @param properties any property of an Iceberg catalog, such as {@code type}, {@code uri}, {@code
 *     warehouse}; never printed whole, since it may hold credentials
 */
public record CatalogSettings(String name, Map<String, String> properties) {

  public CatalogSettings {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  @Override
  public String toString() {
    return "CatalogSettings[" + name + "]";
  }
}
