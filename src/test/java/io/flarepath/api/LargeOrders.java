package io.flarepath.api;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An example of a step that is a class: the orders whose amount is not below a threshold. */
public final class LargeOrders implements Step {

  @Override
  public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
    double threshold = Double.parseDouble(params.getOrDefault("threshold", "100"));
    return session.table("orders").where(col("amount").geq(threshold));
  }
}
