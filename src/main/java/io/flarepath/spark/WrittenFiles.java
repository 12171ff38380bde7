package io.flarepath.spark;

import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.PreparedWrite;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.StagedRows;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.JudgedRows;
import io.flarepath.spark.rows.ShownRows;
import org.apache.spark.sql.SparkSession;

/** A result whose files are written; they hold its rows, so that nothing else has to be kept. */
record WrittenFiles(SparkSession session, OutputWrite write, WriteCounts counts)
    implements PreparedWrite {

  @Override
  public StagedRows rows(StagedFiles staged) {
    return new JudgedRows(
        session,
        write.output().view(),
        new StagedResult(session, write, staged)::rows,
        ShownRows.of(session, write.output().output().about()),
        e -> SparkFailures.failedWhileJudging(e, write.output().output()));
  }

  @Override
  public void close() {}
}
