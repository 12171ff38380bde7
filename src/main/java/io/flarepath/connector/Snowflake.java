package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Tables of Snowflake. */
final class Snowflake implements Format {

  @Override
  public String word() {
    return "snowflake";
  }

  @Override
  public String source() {
    return "net.snowflake.spark.snowflake";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("net.snowflake:spark-snowflake_2.12:3.0.0");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.options("sfSchema", collection, "dbtable", dataset);
  }
}
