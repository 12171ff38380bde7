package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.Staged;
import io.flarepath.publish.StagedRows;
import io.flarepath.sql.SqlText;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Merges a result into a branch. The result is kept meanwhile: it is read for its duplicates, its
 * measures, more than once by the merge itself, and by assertions after it.
 */
final class ResultMerger implements PreparedMerge {

  private static final String SOURCE = "flarepath_merge_source";
  private static final int MOST_EXAMPLES = 3;

  private final SparkSession session;
  private final OutputWrite write;
  private final Write.Merge merge;
  private final KeptResult kept;
  private final WriteCounts counts;

  private ResultMerger(
      SparkSession session,
      OutputWrite write,
      Write.Merge merge,
      KeptResult kept,
      WriteCounts counts) {
    this.session = session;
    this.write = write;
    this.merge = merge;
    this.kept = kept;
    this.counts = counts;
  }

  /** Counts and measures the rows, and refuses those of which several have one key. */
  static ResultMerger prepare(
      SparkSession session, OutputWrite write, Write.Merge merge, Dataset<Row> result) {
    KeptResult kept = new KeptResult(result, write.output().output().assertions());
    try {
      ResultMerger merger = new ResultMerger(session, write, merge, kept, kept.counted());
      merger.refuseDuplicates(merge.keys());
      return merger;
    } catch (FlarepathException e) {
      kept.release();
      throw e;
    } catch (Exception e) {
      kept.release();
      throw SparkFailures.failedWhileComputing(e, write.output().output());
    }
  }

  @Override
  public WriteCounts counts() {
    return counts;
  }

  /**
   * Those that are merged: the files of a merge hold old rows too, and none that changed nothing.
   */
  @Override
  public StagedRows rows(Staged staged) {
    return new JudgedRows(
        session,
        write.output().view(),
        kept::rows,
        e -> SparkFailures.failedWhileJudging(e, write.output().output()));
  }

  @Override
  public void close() {
    kept.release();
  }

  @Override
  public void merge(String branch) {
    kept.rows().createOrReplaceTempView(SOURCE);
    String target = write.output().table().quoted() + "." + SqlText.identifier("branch_" + branch);
    String sql =
        "MERGE INTO %s AS old USING %s AS new ON %s %s"
            .formatted(target, SOURCE, merge.on(), merge.when());
    try {
      // A command runs when it is analysed; there are no rows to fetch.
      Dataset<Row> unused = session.sql(sql);
    } catch (Exception e) {
      throw failed(e, sql);
    }
  }

  private void refuseDuplicates(List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Column[] columns =
        keys.stream().map(key -> functions.col(SqlText.identifier(key))).toArray(Column[]::new);
    Dataset<Row> twice =
        kept.rows()
            .groupBy(columns)
            .count()
            .filter(functions.col("count").gt(1))
            .limit(MOST_EXAMPLES);
    List<String> examples = twice.toJSON().collectAsList();
    if (examples.isEmpty()) {
      return;
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.DUPLICATE_KEYS,
                "several rows of the result `%s` have the same `%s`"
                    .formatted(write.output().view(), String.join("`, `", keys)))
            .at(write.output().output().name().span())
            .because("a merge could use any of them; for example " + String.join(", ", examples))
            .help("keep one row for each key in the last step, for example with row_number()"));
  }

  private FlarepathException failed(Exception e, String sql) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.STEP_FAILED, "the merge into %s is rejected".formatted(write.output().table()))
            .because(SparkFailures.reason(e))
            .because("it ran as: " + sql);
    return new FlarepathException(
        write
            .output()
            .output()
            .merge()
            .map(merge -> diagnostic.at(merge.on().span()))
            .orElse(diagnostic),
        e);
  }
}
