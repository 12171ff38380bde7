package io.flarepath.connector;

import java.util.List;
import java.util.Optional;

/** The packages that bring storage and catalogs, by their classes and by the schemes of paths. */
final class Packages {

  private static final String ICEBERG = "1.12.0";
  private static final String HADOOP = "3.3.4";

  private static final List<Brought> PACKAGES =
      List.of(
          new Brought("org.apache.hadoop.fs.s3a", "s3a", "org.apache.hadoop:hadoop-aws:" + HADOOP),
          new Brought(
              "software.amazon.awssdk", "", "org.apache.iceberg:iceberg-aws-bundle:" + ICEBERG),
          new Brought(
              "org.apache.iceberg.aws", "", "org.apache.iceberg:iceberg-aws-bundle:" + ICEBERG),
          new Brought(
              "com.google.cloud.hadoop",
              "gs",
              "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26"),
          new Brought("com.google.cloud", "", "org.apache.iceberg:iceberg-gcp-bundle:" + ICEBERG),
          new Brought(
              "org.apache.iceberg.gcp", "", "org.apache.iceberg:iceberg-gcp-bundle:" + ICEBERG),
          new Brought(
              "org.apache.hadoop.fs.azurebfs", "abfss", "org.apache.hadoop:hadoop-azure:" + HADOOP),
          new Brought("", "abfs", "org.apache.hadoop:hadoop-azure:" + HADOOP),
          new Brought("", "wasbs", "org.apache.hadoop:hadoop-azure:" + HADOOP),
          new Brought("com.azure", "", "org.apache.iceberg:iceberg-azure-bundle:" + ICEBERG),
          new Brought(
              "org.apache.iceberg.azure", "", "org.apache.iceberg:iceberg-azure-bundle:" + ICEBERG),
          new Brought(
              "org.apache.hadoop.hive.metastore", "", "org.apache.spark:spark-hive_2.12:3.5.9"),
          new Brought("org.apache.hadoop.hive", "", "org.apache.spark:spark-hive_2.12:3.5.9"),
          new Brought("org.projectnessie", "", "org.apache.iceberg:iceberg-nessie:" + ICEBERG));

  private Packages() {}

  /**
   * A package.
   *
   * @param classes how the names of its classes begin; empty if it is known by its scheme only
   * @param scheme of the paths that it reads; empty for none
   */
  private record Brought(String classes, String scheme, String coordinates) {}

  /** The Maven coordinates of what has a class. */
  static Optional<String> ofClass(String className) {
    return PACKAGES.stream()
        .filter(each -> !each.classes().isEmpty() && className.startsWith(each.classes()))
        .map(Brought::coordinates)
        .findFirst()
        .or(() -> JdbcDrivers.ofClass(className).map(JdbcDrivers.Driver::coordinates));
  }

  /** The Maven coordinates of what reads paths of a scheme; {@code s3} is read like {@code s3a}. */
  static Optional<String> ofScheme(String scheme) {
    String wanted = scheme.equals("s3") || scheme.equals("s3n") ? "s3a" : scheme;
    return PACKAGES.stream()
        .filter(each -> !each.scheme().isEmpty() && each.scheme().equals(wanted))
        .map(Brought::coordinates)
        .findFirst();
  }
}
