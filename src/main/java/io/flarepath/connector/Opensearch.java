package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Indexes of OpenSearch. */
final class Opensearch implements Format {

  @Override
  public String word() {
    return "opensearch";
  }

  @Override
  public String source() {
    return "org.opensearch.spark.sql";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("org.opensearch.client:opensearch-spark-30_2.12:1.3.0");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("path", dataset);
  }
}
