package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Staged;
import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a staged result, read from its files. The result is not computed again: what is
 * judged is what will be published.
 */
record StagedResult(SparkSession session, OutputWrite write, Staged staged) {

  /** Those of the result: the table may not have all of them yet. */
  private StructType columns() {
    return schema(write.columns());
  }

  private static StructType schema(List<Column> columns) {
    return StructType.fromDDL(
        columns.stream()
            .map(column -> SqlText.identifier(column.name()) + " " + column.type())
            .collect(Collectors.joining(", ")));
  }

  /** Files have all columns of the table, also those that the result lacks. */
  private FileNames names() {
    List<StructField> known = new ArrayList<>(List.of(columns().fields()));
    write.table().ifPresent(table -> known.addAll(List.of(schema(table.columns()).fields())));
    return new FileNames(known);
  }

  /** The files that the staged snapshot added; of a replaced window, only the window's rows. */
  Dataset<Row> rows() {
    String table = write.output().table().quoted();
    List<Row> files =
        session
            .read()
            .option("snapshot-id", staged.snapshotId())
            .table(table + ".entries")
            .filter("status = 1 AND data_file.content = 0 AND snapshot_id = " + staged.snapshotId())
            .select("data_file.file_path", "data_file.file_format")
            .collectAsList();
    if (files.isEmpty()) {
      return session.createDataFrame(List.of(), columns());
    }
    String format = files.get(0).getString(1).toLowerCase(Locale.ROOT);
    String[] paths = files.stream().map(row -> row.getString(0)).toArray(String[]::new);
    Dataset<Row> all = names().restored(session.read().format(format).load(paths));
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
