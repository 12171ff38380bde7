package io.flarepath.bench;

import org.apache.spark.sql.SparkSession;

/** A Spark session that opens a table of the catalog and does nothing with it. */
public final class BareSession {

  private BareSession() {}

  /** Opens {@code source=} and shows its columns. */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    try (SparkSession spark = Sessions.start(args)) {
      System.out.println(spark.table(args.of("source")).schema().toDDL());
    }
  }
}
