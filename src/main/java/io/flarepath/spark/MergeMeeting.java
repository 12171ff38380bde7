package io.flarepath.spark;

import io.flarepath.sql.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.MergeAction;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

/**
 * The two sides of a merge as its condition names them, and what becomes of rows without a match.
 * Nothing is computed by making one.
 *
 * @param old the table as the pass found it
 * @param fresh the result
 * @param on the condition, with the names {@code old} and {@code new}
 * @param inserts the actions that insert; without one, rows that do not match are left out
 */
record MergeMeeting(Dataset<Row> old, Dataset<Row> fresh, Column on, List<MergeAction> inserts) {

  static final String OLD = "old";
  static final String NEW = "new";

  /**
   * Reads a merge by Spark's own grammar, and resolves its condition.
   *
   * @param statement the whole {@code MERGE}
   * @throws Exception what Spark throws if it rejects the statement or the condition
   */
  static MergeMeeting of(Dataset<Row> old, Dataset<Row> fresh, String statement) throws Exception {
    SparkSession session = fresh.sparkSession();
    MergeIntoTable merge = (MergeIntoTable) session.sessionState().sqlParser().parsePlan(statement);
    MergeMeeting meeting =
        new MergeMeeting(
            old.alias(OLD),
            fresh.alias(NEW),
            new Column(merge.mergeCondition()),
            List.copyOf(JavaConverters.seqAsJavaList(merge.notMatchedActions())));
    Dataset<Row> unused = meeting.old().join(meeting.fresh(), meeting.on());
    return meeting;
  }

  /** A table at a snapshot; without one, it has no rows. */
  static Dataset<Row> table(SparkSession session, String quoted, OptionalLong snapshot) {
    DataFrameReader reader = session.read();
    return snapshot.isPresent()
        ? reader.option("snapshot-id", snapshot.getAsLong()).table(quoted)
        : reader.table(quoted);
  }

  /** A column of one side. */
  static Column column(String side, String name) {
    return functions.col(SqlText.identifier(side, name));
  }

  /** The result's rows that no row of the table matches. */
  Dataset<Row> unmatched(Dataset<Row> rows) {
    return rows.join(old, on, "left_anti");
  }

  /** Whether an expression can be evaluated on some rows alone. */
  static boolean resolves(Dataset<Row> rows, Column expression) {
    try {
      Dataset<Row> unused = rows.select(expression);
      return true;
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        return false;
      }
      throw e;
    }
  }

  /** The condition that an action has beside the merge's. */
  static Optional<Column> condition(MergeAction action) {
    return action.condition().isDefined()
        ? Optional.of(new Column(action.condition().get()))
        : Optional.empty();
  }
}
