package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.StagedRows;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.JudgedRows;
import io.flarepath.spark.rows.KeptResult;
import io.flarepath.spark.rows.ShownRows;
import io.flarepath.spark.rows.TemporaryView;
import io.flarepath.sql.SqlText;
import io.flarepath.table.TableFacts;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Merges a result into a branch. The result is kept meanwhile: it is read for its duplicates, its
 * measures, more than once by the merge itself, and by assertions after it.
 */
final class ResultMerger implements PreparedMerge {

  private static final String SOURCE = "flarepath_merge_source";
  private static final String CARDINALITY = "MERGE_CARDINALITY_VIOLATION";

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
      merger.refuseDuplicates();
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
  public StagedRows rows(StagedFiles staged) {
    return new JudgedRows(
        session,
        write.output().view(),
        kept::rows,
        shown(),
        e -> SparkFailures.failedWhileJudging(e, write.output().output()));
  }

  private ShownRows shown() {
    return ShownRows.of(session, write.output().output().about());
  }

  @Override
  public void close() {
    kept.release();
  }

  @Override
  public void merge(String branch) {
    TemporaryView.make(kept.rows(), SOURCE);
    String table = write.output().table().quoted();
    String target = table + "." + SqlText.identifier("branch_" + branch);
    String sql = statement(target);
    try {
      // A command runs when it is analysed; there are no rows to fetch.
      Dataset<Row> unused = session.sql(sql);
    } catch (Exception e) {
      if (SparkFailures.mentions(e, CARDINALITY)) {
        throw duplicates(new MergeDuplicates(meeting(session.table(target)), shown()).ofOneRow());
      }
      throw failed(e, sql);
    }
  }

  private String statement(String target) {
    return "MERGE INTO %s AS old USING %s AS new ON %s\n%s"
        .formatted(target, SOURCE, merge.on(), merge.when());
  }

  /** The result and a table, as the merge's condition sees them. */
  private MergeMeeting meeting(Dataset<Row> old) {
    String sql = statement(write.output().table().quoted());
    try {
      return MergeMeeting.of(old, kept.rows(), sql);
    } catch (Exception e) {
      throw failed(e, sql);
    }
  }

  private void refuseDuplicates() {
    TableFacts table = write.table().orElseThrow();
    Dataset<Row> old =
        MergeMeeting.table(session, write.output().table().quoted(), table.snapshotId());
    Optional<MergeDuplicates.Found> found = new MergeDuplicates(meeting(old), shown()).find();
    if (found.isPresent()) {
      throw duplicates(found.get());
    }
  }

  private FlarepathException duplicates(MergeDuplicates.Found found) {
    return new FlarepathException(
        Diagnostic.error(
                Code.DUPLICATE_KEYS,
                "several rows of the result `%s` %s".formatted(write.output().view(), found.what()))
            .at(write.output().output().name().span())
            .because(
                "a merge could use any of them; %sfor example %s"
                    .formatted(
                        found.count() > 1 ? "there are " + found.count() + " such cases, " : "",
                        String.join(", ", found.examples())))
            .help("keep one row for each key in the last step, for example with row_number()"));
  }

  private FlarepathException failed(Exception e, String sql) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.STEP_FAILED,
                "Spark rejected the merge into %s".formatted(write.output().table()))
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
