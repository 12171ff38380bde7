package io.flarepath.workflow.yaml;

import io.flarepath.workflow.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words for the formats of inputs and of outputs. */
final class Formats {

  static final Type<Format> TYPE = new Choice<>(words(), List.of("datagen"));

  private Formats() {}

  static Map<String, Format> words() {
    Map<String, Format> words = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      words.put(format.word(), format);
    }
    words.put("mongo", Format.MONGODB);
    words.put("xlsx", Format.EXCEL);
    words.put("txt", Format.TEXT);
    words.put("kafkajson", Format.KAFKA);
    words.put("kafkaavro", Format.KAFKA);
    words.put("fastbase", Format.PULSAR);
    words.put("eventhubs", Format.EVENTHUB);
    for (String database :
        List.of("db", "postgresql", "postgres", "mysql", "oracle", "mssql", "sqlserver")) {
      words.put(database, Format.JDBC);
    }
    return words;
  }
}
