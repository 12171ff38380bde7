package io.flarepath.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics of Apache Kafka. */
final class Kafka implements Format {

  @Override
  public String word() {
    return "kafka";
  }

  @Override
  public List<String> synonyms() {
    return List.of("kafkajson", "kafkaavro");
  }

  @Override
  public String source() {
    return "kafka";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("org.apache.spark:spark-sql-kafka-0-10_2.12:" + engineVersion);
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("subscribe", dataset);
  }

  @Override
  public Map<String, String> writing(String collection, String dataset) {
    return Parts.option("topic", dataset);
  }

  @Override
  public boolean isLog() {
    return true;
  }
}
