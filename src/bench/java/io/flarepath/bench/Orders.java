package io.flarepath.bench;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the table of orders, the same rows and files for the same numbers: every column is computed
 * from the number of the row.
 */
public final class Orders {

  private Orders() {}

  /**
   * Writes {@code rows=} orders of {@code days=} days from {@code from=} into {@code source=}, one
   * file for each day, in which the times are in no order.
   */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    long days = args.number("days");
    try (SparkSession spark = Sessions.start(args)) {
      String table = args.of("source");
      spark.sql("CREATE NAMESPACE IF NOT EXISTS " + table.replaceFirst("\\.[^.]*$", ""));
      Dataset<Row> orders = orders(spark, args, args.number("rows") / days, days);
      spark.sql(
          "CREATE TABLE %s (%s) USING iceberg PARTITIONED BY (days(ordered_at))"
                  .formatted(table, orders.schema().toDDL())
              + " TBLPROPERTIES ('write.distribution-mode' = 'none')");
      orders.writeTo(table).append();
    }
  }

  /** One Spark partition for each day, so that each day is one file. */
  private static Dataset<Row> orders(SparkSession spark, Arguments args, long ofDay, long days) {
    spark.range(0, ofDay * days, 1, (int) days).createOrReplaceTempView("numbers");
    return spark.sql(
        """
        SELECT id AS order_id,
               pmod(xxhash64(id, 1), 250000) AS customer_id,
               CAST(pmod(id, %d) AS INT) AS shop,
               timestamp_seconds(unix_timestamp('%s') + 86400 * (id DIV %d)
                                 + pmod(xxhash64(id, 2), 86400)) AS ordered_at,
               CAST(pmod(xxhash64(id, 3), 500000) / 100 AS DECIMAL(10, 2)) AS amount,
               element_at(array('paid', 'sent', 'returned', 'open'),
                          CAST(pmod(xxhash64(id, 4), 4) AS INT) + 1) AS status,
               IF(pmod(xxhash64(id, 5), 10) = 0, NULL, concat('order of ', hex(xxhash64(id, 6)))) AS note
        FROM numbers
        """
            .formatted(args.number("shops"), args.of("from").replace('T', ' '), ofDay));
  }
}
