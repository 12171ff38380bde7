package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.NestedName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import io.flarepath.window.Range;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts rows, and says of what they cannot be counted. */
final class RowCounting {

  /**
   * The number of rows in each range.
   *
   * @param of what the rows are of, for messages
   */
  List<Long> rows(Dataset<Row> rows, String of, String column, List<Range> ranges) {
    try {
      return new RangeCounts(ranges).of(rows, rows.col(NestedName.sql(rows.schema(), column)));
    } catch (Exception e) {
      throw notCounted(of, e);
    }
  }

  /** The rows that no window takes. */
  Counts untaken(Dataset<Row> rows, String of, Question question) {
    try {
      return UntakenQuery.of(rows, question);
    } catch (Exception e) {
      throw notCounted(of, e);
    }
  }

  private static FlarepathException notCounted(String of, Exception e) {
    return new FlarepathException(
        Diagnostic.error(Code.JOB_FAILED, "the rows of " + of + " cannot be counted")
            .because(SparkFailures.reason(e)),
        e);
  }
}
