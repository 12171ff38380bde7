package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Indexes of Elasticsearch. */
final class Elasticsearch implements Format {

  @Override
  public String word() {
    return "elasticsearch";
  }

  @Override
  public String source() {
    return "org.elasticsearch.spark.sql";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("org.elasticsearch:elasticsearch-spark-30_2.12:8.18.0");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("path", dataset);
  }
}
