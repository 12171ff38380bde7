package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.StagedFiles;
import io.flarepath.spark.rows.AxisValues;
import io.flarepath.spark.rows.NestedName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows of a staged result, read from its files through the table. The result is not computed
 * again: what is judged is what will be published.
 */
record StagedResult(SparkSession session, OutputWrite write, StagedFiles staged) {

  /** The files that the staged snapshot added; of a replaced window, only the window's rows. */
  Dataset<Row> rows() {
    String table = PreparedTables.quoted(session, staged.name());
    if (staged.isEmpty()) {
      return session.table(table).filter(functions.lit(false));
    }
    Dataset<Row> all = session.read().option("scan-task-set-id", staged.name()).table(table);
    return write
        .write()
        .replacedWindow()
        .map(
            window ->
                all.filter(
                    AxisValues.filter(
                        functions.col(NestedName.sql(all.schema(), window.column())),
                        window.window())))
        .orElse(all);
  }
}
