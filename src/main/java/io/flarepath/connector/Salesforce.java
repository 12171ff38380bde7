package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Objects of Salesforce. */
final class Salesforce implements Format {

  @Override
  public String word() {
    return "salesforce";
  }

  @Override
  public String source() {
    return "com.springml.spark.salesforce";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("com.springml:spark-salesforce_2.12:1.1.4");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("sfObject", dataset);
  }
}
