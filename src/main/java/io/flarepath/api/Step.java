package io.flarepath.api;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A step of a job that is written in Java or Scala.
 *
 * <p>A workflow names the class, and what it is given, instead of SQL:
 *
 * <pre>{@code
 * steps:
 *   - sequence:
 *       - name: scored
 *         classpath: com.example.ScoreOrders
 *         params:
 *           threshold: "0.8"
 * }</pre>
 *
 * <p>and the class reads the views of the job's inputs and of its earlier steps by their names:
 *
 * <pre>{@code
 * public final class ScoreOrders implements Step {
 *   @Override
 *   public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
 *     double threshold = Double.parseDouble(params.getOrDefault("threshold", "0.5"));
 *     return session.table("orders").where(col("score").geq(threshold));
 *   }
 * }
 * }</pre>
 *
 * <p>The class is public and has a public constructor without parameters. Its jar must be on the
 * class path: {@code spark-submit --jars}, {@code spark.jars} or {@code FLAREPATH_CLASSPATH}. A new
 * object is made for every pass, and also when a run is only planned, so {@code apply} says what is
 * to be computed and leaves computing and writing to the run.
 */
@FunctionalInterface
public interface Step {

  /**
   * The rows that become the step's view.
   *
   * @param session the session of the job, in which every input and earlier step is a view
   * @param params what {@code params} says, in any order; empty where it says nothing
   * @return never null; what it reads from the views keeps to the pass's window
   * @throws RuntimeException to stop the job; the message is shown to the user, at the place of the
   *     class in the workflow
   */
  Dataset<Row> apply(SparkSession session, Map<String, String> params);
}
