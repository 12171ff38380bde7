package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Tables of Apache Cassandra. */
final class Cassandra implements Format {

  @Override
  public String word() {
    return "cassandra";
  }

  @Override
  public String source() {
    return "org.apache.spark.sql.cassandra";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("com.datastax.spark:spark-cassandra-connector_2.12:3.5.1");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.options("keyspace", collection, "table", dataset);
  }
}
