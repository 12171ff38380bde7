package io.flarepath.connector;

import java.util.Map;
import java.util.Optional;

/** Tables of Amazon Redshift. */
final class Redshift implements Format {

  @Override
  public String word() {
    return "redshift";
  }

  @Override
  public String source() {
    return "io.github.spark_redshift_community.spark.redshift";
  }

  @Override
  public Place place() {
    return Place.OPTIONS;
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return Optional.of("io.github.spark-redshift-community:spark-redshift_2.12:6.4.3-spark_3.5");
  }

  @Override
  public Map<String, String> reading(String collection, String dataset) {
    return Parts.option("dbtable", Parts.joined(collection, dataset));
  }
}
