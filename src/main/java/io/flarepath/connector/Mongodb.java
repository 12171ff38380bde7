package io.flarepath.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collections of MongoDB. */
final class Mongodb implements Format {

  @Override
  public String word() {
    return "mongodb";
  }

  @Override
  public List<String> synonyms() {
    return List.of("mongo");
  }

  @Override
  public String source() {
    return "mongodb";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("org.mongodb.spark:mongo-spark-connector_2.12:10.5.0");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.options("database", collection, "collection", dataset);
  }
}
