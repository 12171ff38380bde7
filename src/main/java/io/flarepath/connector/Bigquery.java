package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Tables of BigQuery. */
final class Bigquery implements Format {

  @Override
  public String word() {
    return "bigquery";
  }

  @Override
  public String source() {
    return "bigquery";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("com.google.cloud.spark:spark-bigquery-with-dependencies_2.12:0.42.1");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("table", Parts.joined(collection, dataset));
  }
}
