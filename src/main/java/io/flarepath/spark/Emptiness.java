package io.flarepath.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Spark's optimizer proves, without reading anything, that a query gives no rows. */
final class Emptiness {

  private static final Logger LOG = LoggerFactory.getLogger(Emptiness.class);

  private Emptiness() {}

  /** Whether there are certainly none; what is kept of the rows is not looked at. */
  static boolean isCertain(Dataset<Row> rows) {
    SparkSession session = rows.sparkSession();
    // The optimizer takes its settings from the active session.
    SparkSession.setActiveSession(session);
    try {
      LogicalPlan analysed = rows.queryExecution().analyzed();
      LogicalPlan best = session.sessionState().optimizer().execute(analysed.clone());
      return best instanceof LocalRelation local && local.data().isEmpty();
    } catch (Exception e) {
      LOG.debug("not known whether there are rows", e);
      return false;
    }
  }
}
