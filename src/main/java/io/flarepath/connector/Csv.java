package io.flarepath.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of comma-separated values. Their first line is the header, and quotes in values are doubled
 * as RFC 4180 says, unless the options say otherwise: so Flare reads them, and Spark does not.
 */
final class Csv implements Format {

  private static final String HEADER = "header";
  private static final String QUOTE = "quote";
  private static final String ESCAPE = "escape";

  @Override
  public String word() {
    return "csv";
  }

  @Override
  public String source() {
    return "csv";
  }

  @Override
  public Place place() {
    return Place.PATH;
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public Map<String, String> defaults(Map<String, String> options) {
    Map<String, String> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    written.putAll(options);
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put(HEADER, "true");
    String quote = written.getOrDefault(QUOTE, "\"");
    if (!quote.isEmpty()) {
      defaults.put(ESCAPE, quote);
    }
    defaults.keySet().removeIf(written::containsKey);
    return defaults;
  }
}
