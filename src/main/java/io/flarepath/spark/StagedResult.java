package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.run.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The rows of a staged result, read from its files. The result is not computed again: what is
 * judged is what will be published.
 */
final class StagedResult extends JudgedRows {

  private final OutputWrite write;
  private final Tables.Staged staged;
  private Optional<Dataset<Row>> read = Optional.empty();

  StagedResult(SparkSession session, OutputWrite write, Tables.Staged staged) {
    super(session, write.output().view());
    this.write = write;
    this.staged = staged;
  }

  /** Looked up when they are first needed: most audits need nothing but what rode along. */
  @Override
  Dataset<Row> rows() {
    if (read.isEmpty()) {
      read = Optional.of(read());
    }
    return read.get();
  }

  /** The files that the staged snapshot added; of a replaced window, only the window's rows. */
  private Dataset<Row> read() {
    String table = write.output().table().quoted();
    List<Row> files =
        session
            .read()
            .option("snapshot-id", staged.snapshotId())
            .table(table + ".entries")
            .filter("status = 1 AND snapshot_id = " + staged.snapshotId())
            .select("data_file.file_path", "data_file.file_format")
            .collectAsList();
    if (files.isEmpty()) {
      return session.table("`" + write.output().view().replace("`", "``") + "`").limit(0);
    }
    String format = files.get(0).getString(1).toLowerCase(Locale.ROOT);
    String[] paths = files.stream().map(row -> row.getString(0)).toArray(String[]::new);
    Dataset<Row> all = session.read().format(format).load(paths);
    return write.write() instanceof Write.ReplaceWindow window
        ? all.filter(
            AxisValues.filter(
                functions.col("`" + window.column().replace("`", "``") + "`"), window.window()))
        : all;
  }
}
