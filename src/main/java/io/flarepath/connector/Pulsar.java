package io.flarepath.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics of Apache Pulsar; Flare calls its own ones fastbase. */
final class Pulsar implements Format {

  @Override
  public String word() {
    return "pulsar";
  }

  @Override
  public List<String> synonyms() {
    return List.of("fastbase");
  }

  @Override
  public String source() {
    return "pulsar";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("io.streamnative.connectors:pulsar-spark-connector_2.12:3.1.1.4");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("topic", dataset);
  }

  @Override
  public boolean isLog() {
    return true;
  }
}
