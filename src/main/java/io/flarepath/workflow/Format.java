package io.flarepath.workflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How rows are stored: the one table of all formats that Flare's grammar names, with the engine's
 * name for each and the package that brings it, where the engine does not have it itself.
 */
public enum Format {
  ICEBERG(Place.PATH, "iceberg", ""),
  PARQUET(Place.PATH, "parquet", ""),
  CSV(Place.PATH, "csv", ""),
  JSON(Place.PATH, "json", ""),
  ORC(Place.PATH, "orc", ""),
  TEXT(Place.PATH, "text", ""),
  BINARYFILE(Place.PATH, "binaryFile", ""),
  JDBC(Place.TABLE, "jdbc", ""),
  AVRO(Place.PATH, "avro", "org.apache.spark:spark-avro_2.12:SPARK"),
  XML(Place.PATH, "xml", "com.databricks:spark-xml_2.12:0.18.0"),
  EXCEL(Place.PATH, "excel", "com.crealytics:spark-excel_2.12:3.5.1_0.20.4"),
  DELTA(Place.PATH, "delta", "io.delta:delta-spark_2.12:3.3.2"),
  HUDI(Place.PATH, "hudi", "org.apache.hudi:hudi-spark3.5-bundle_2.12:1.0.2"),
  KAFKA(Place.OPTIONS, "kafka", "org.apache.spark:spark-sql-kafka-0-10_2.12:SPARK"),
  PULSAR(Place.OPTIONS, "pulsar", "io.streamnative.connectors:pulsar-spark-connector_2.12:3.1.1.4"),
  MONGODB(Place.OPTIONS, "mongodb", "org.mongodb.spark:mongo-spark-connector_2.12:10.5.0"),
  ELASTICSEARCH(
      Place.OPTIONS,
      "org.elasticsearch.spark.sql",
      "org.elasticsearch:elasticsearch-spark-30_2.12:8.18.0"),
  OPENSEARCH(
      Place.OPTIONS,
      "org.opensearch.spark.sql",
      "org.opensearch.client:opensearch-spark-30_2.12:1.3.0"),
  BIGQUERY(
      Place.OPTIONS,
      "bigquery",
      "com.google.cloud.spark:spark-bigquery-with-dependencies_2.12:0.42.1"),
  SNOWFLAKE(
      Place.OPTIONS, "net.snowflake.spark.snowflake", "net.snowflake:spark-snowflake_2.12:3.0.0"),
  CASSANDRA(
      Place.OPTIONS,
      "org.apache.spark.sql.cassandra",
      "com.datastax.spark:spark-cassandra-connector_2.12:3.5.1"),
  SALESFORCE(
      Place.OPTIONS, "com.springml.spark.salesforce", "com.springml:spark-salesforce_2.12:1.1.4"),
  REDSHIFT(
      Place.OPTIONS,
      "io.github.spark_redshift_community.spark.redshift",
      "io.github.spark-redshift-community:spark-redshift_2.12:6.4.3-spark_3.5"),
  EVENTHUB(Place.OPTIONS, "eventhubs", "com.microsoft.azure:azure-eventhubs-spark_2.12:2.3.22");

  /** What a dataset of a format is to the engine. */
  public enum Place {
    /** A file, a folder, a pattern. */
    PATH,
    /** A table of a database. */
    TABLE,
    /** Whatever the options of the reader say; the dataset alone does not. */
    OPTIONS
  }

  private static final String SPARK = "SPARK";

  private final Place place;
  private final String source;
  private final String coordinates;

  Format(Place place, String source, String coordinates) {
    this.place = place;
    this.source = source;
    this.coordinates = coordinates;
  }

  /** The format that people write so. */
  public static Optional<Format> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equalsIgnoreCase(word)).findFirst();
  }

  /** The name as people write it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Place place() {
    return place;
  }

  /** The name under which the engine knows it. */
  public String source() {
    return source;
  }

  /**
   * The Maven coordinates of what brings it; empty where the engine has it.
   *
   * @param engineVersion the engine's version, which its own modules must have
   */
  public Optional<String> coordinates(String engineVersion) {
    return coordinates.isEmpty()
        ? Optional.empty()
        : Optional.of(coordinates.replace(SPARK, engineVersion));
  }
}
