package io.flarepath.spark;

import io.flarepath.api.Step;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Classes of users, each with a fault of its own. */
public final class FaultySteps {

  private FaultySteps() {}

  /** Fails before it is there. */
  public static final class InConstructor implements Step {

    public InConstructor() {
      throw new IllegalStateException("no key");
    }

    @Override
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return session.emptyDataFrame();
    }
  }

  /** Fails when it is asked for rows. */
  public static final class InApply implements Step {

    @Override
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return session.range(Long.parseLong("x")).toDF();
    }
  }

  /** Gives nothing. */
  public static final class GivesNull implements Step {

    @Override
    @SuppressWarnings("NullAway") // The fault.
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return null;
    }
  }
}
