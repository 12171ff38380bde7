package io.flarepath.bench;

import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.SparkSession;

/**
 * The job that has no windows and no state: it computes the whole output anew, and replaces it in
 * one commit.
 */
public final class FullRebuild {

  private FullRebuild() {}

  /** Replaces all rows of {@code output=} by those of {@code source=}. */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    try (SparkSession spark = Sessions.start(args)) {
      OutputTable.create(spark, args);
      spark.table(args.of("source")).writeTo(args.of("output")).overwrite(lit(true));
    }
  }
}
