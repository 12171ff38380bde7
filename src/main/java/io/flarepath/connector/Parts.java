package io.flarepath.connector;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options from the parts of an address; what the address does not say is left out. */
final class Parts {

  private Parts() {}

  static Map<String, String> option(String name, String value) {
    return value.isEmpty() ? Map.of() : Map.of(name, value);
  }

  static Map<String, String> options(
      String collectionOption, String collection, String datasetOption, String dataset) {
    Map<String, String> options = new LinkedHashMap<>(option(collectionOption, collection));
    options.putAll(option(datasetOption, dataset));
    return options;
  }

  /** {@code collection.dataset}, or the dataset alone. */
  static String joined(String collection, String dataset) {
    return collection.isEmpty() ? dataset : collection + "." + dataset;
  }
}
