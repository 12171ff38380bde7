package io.flarepath.plan;

import io.flarepath.workflow.Format;
import java.util.LinkedHashMap;
import java.util.Map;

/** By which options each connector is told what an address names. */
final class ConnectorOptions {

  private ConnectorOptions() {}

  static Map<String, String> of(Format format, Address address) {
    String collection = address.realCollection().orElse("");
    String dataset = address.dataset();
    String both = collection.isEmpty() ? dataset : collection + "." + dataset;
    Map<String, String> options = new LinkedHashMap<>();
    switch (format) {
      case JDBC, REDSHIFT -> options.put("dbtable", both);
      case EVENTHUB -> options.put("eventhubs.name", dataset);
      case KAFKA -> options.put("subscribe", dataset);
      case PULSAR -> options.put("topic", dataset);
      case MONGODB -> {
        options.put("database", collection);
        options.put("collection", dataset);
      }
      case ELASTICSEARCH, OPENSEARCH -> options.put("path", dataset);
      case BIGQUERY -> options.put("table", both);
      case SNOWFLAKE -> {
        options.put("sfSchema", collection);
        options.put("dbtable", dataset);
      }
      case CASSANDRA -> {
        options.put("keyspace", collection);
        options.put("table", dataset);
      }
      case SALESFORCE -> options.put("sfObject", dataset);
      case ICEBERG, PARQUET, CSV, JSON, ORC, TEXT, BINARYFILE, AVRO, XML, EXCEL, DELTA, HUDI ->
          throw new IllegalArgumentException(format + " is no connector");
    }
    options.values().removeIf(String::isEmpty);
    return options;
  }
}
