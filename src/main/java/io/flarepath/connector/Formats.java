package io.flarepath.connector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats there are. */
public final class Formats {

  public static final Format ICEBERG = FileFormat.of("iceberg");
  public static final Format PARQUET = FileFormat.of("parquet");
  public static final Format CSV = new Csv();
  public static final Format JSON = FileFormat.of("json");
  public static final Format ORC = FileFormat.of("orc");
  public static final Format TEXT = FileFormat.of("text", "txt");
  public static final Format AVRO = FileFormat.by("org.apache.spark:spark-avro_2.12:SPARK", "avro");
  public static final Format XML = FileFormat.by("com.databricks:spark-xml_2.12:0.18.0", "xml");
  public static final Format JDBC = new Database();
  public static final Format JDBC_QUERY = new DatabaseStatement();

  private static final List<Format> ALL =
      List.of(
          ICEBERG,
          PARQUET,
          CSV,
          JSON,
          ORC,
          TEXT,
          new FileFormat("binaryfile", List.of(), "binaryFile", "", false),
          AVRO,
          XML,
          FileFormat.by("com.crealytics:spark-excel_2.12:3.5.1_0.20.4", "excel", "xlsx"),
          FileFormat.by("io.delta:delta-spark_2.12:3.3.2", "delta"),
          FileFormat.by("org.apache.hudi:hudi-spark3.5-bundle_2.12:1.0.2", "hudi"),
          JDBC,
          JDBC_QUERY,
          new Bigquery(),
          new Cassandra(),
          new Datagen(),
          new Elasticsearch(),
          new Eventhub(),
          new Kafka(),
          new Mongodb(),
          new Opensearch(),
          new Pulsar(),
          new Redshift(),
          new Salesforce(),
          new Snowflake());

  private static final Map<String, Format> BY_WORD = words();

  private Formats() {}

  /** The formats by the words that people write for them, synonyms too. */
  public static Map<String, Format> byWord() {
    return BY_WORD;
  }

  private static Map<String, Format> words() {
    Map<String, Format> words = new LinkedHashMap<>();
    ALL.forEach(format -> words.put(format.word(), format));
    ALL.forEach(format -> format.synonyms().forEach(other -> words.put(other, format)));
    return Collections.unmodifiableMap(words);
  }

  /** The format that people write so, in any case. */
  public static Optional<Format> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)));
  }

  /** Whether the engine writes it file by file, so that new files can be beside old ones. */
  public static boolean isWrittenBySpark(Format format) {
    return List.of(PARQUET, CSV, JSON, ORC, TEXT, AVRO).contains(format);
  }

  /** The formats that a depot of the kind {@code connector} can have. */
  public static List<Format> connectors() {
    return ALL.stream().filter(format -> format.place() == Format.Place.OPTIONS).toList();
  }
}
