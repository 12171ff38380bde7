package io.flarepath.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams of Azure Event Hubs. */
final class Eventhub implements Format {

  @Override
  public String word() {
    return "eventhub";
  }

  @Override
  public List<String> synonyms() {
    return List.of("eventhubs");
  }

  @Override
  public String source() {
    return "eventhubs";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("com.microsoft.azure:azure-eventhubs-spark_2.12:2.3.22");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("eventhubs.name", dataset);
  }

  @Override
  public boolean isLog() {
    return true;
  }
}
