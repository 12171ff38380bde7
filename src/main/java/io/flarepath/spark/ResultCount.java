package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.WrittenRows;
import io.flarepath.spark.rows.AxisValues;
import io.flarepath.spark.rows.NestedName;
import io.flarepath.spark.rows.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** How the rows of a result are counted, those outside the window that it replaces too. */
interface ResultCount {

  /** The rows, so that they are counted when they are written. */
  Dataset<Row> counted(Dataset<Row> result);

  /** What was counted, once the rows are written. */
  Counted of(WriteWatch.Result result);

  /**
   * What was counted.
   *
   * @param rows rows of the result
   * @param leaked those of them that lie outside the window
   * @param examples a few of their values of the window's column
   */
  record Counted(long rows, long leaked, List<String> examples) {
    public Counted {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Counts on the way, or in the statistics of the files where those will tell.
   *
   * @param schema the result's
   * @param keepsOthers whether rows of the table get into the same files
   * @param readable the files that were written, as rows
   */
  static ResultCount of(
      OutputWrite write,
      FileSet files,
      StructType schema,
      boolean keepsOthers,
      Supplier<Dataset<Row>> readable) {
    Optional<Write.ReplaceWindow> window = write.write().replacedWindow();
    boolean isTold = !keepsOthers && window.map(each -> isTold(each, files, schema)).orElse(true);
    return isTold ? new InFiles(files, window, readable) : new OnTheWay(window);
  }

  /** A column that the table casts to another type has other values in the files. */
  private static boolean isTold(Write.ReplaceWindow window, FileSet files, StructType schema) {
    return !window.dropLeaks()
        && files.willTell(window.column(), window.window().axis())
        && List.of(schema.fields()).stream()
            .filter(field -> field.name().equalsIgnoreCase(window.column()))
            .anyMatch(field -> TypeText.of(field.dataType()).equals(window.type()));
  }

  /** Columns that count the rows, and find those outside a window. */
  private static List<Column> columns(Optional<Write.ReplaceWindow> replaced, StructType schema) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.count(functions.lit(1)).as("rows"));
    replaced.ifPresent(
        window -> {
          Column column = column(window, schema);
          Column inside = AxisValues.within(column, window.window());
          Column leaked = functions.when(functions.not(inside), column.cast("string"));
          columns.add(functions.sum(functions.when(inside, 0L).otherwise(1L)).as("leaked"));
          columns.add(functions.min(leaked).as("least"));
          columns.add(functions.max(leaked).as("greatest"));
        });
    return columns;
  }

  private static Column column(Write.ReplaceWindow window, StructType schema) {
    return functions.col(NestedName.sql(schema, window.column()));
  }

  private static Counted counted(Row row) {
    long leaked = row.size() == 1 || row.isNullAt(1) ? 0 : row.getLong(1);
    List<String> examples = new ArrayList<>();
    for (int i = 2; i < row.size(); i++) {
      String example = row.isNullAt(i) ? "null" : row.getString(i);
      if (leaked > 0 && !examples.contains(example)) {
        examples.add(example);
      }
    }
    return new Counted(row.getLong(0), leaked, examples);
  }

  /** Counts each row as it passes, which costs as much as to read it. */
  record OnTheWay(Optional<Write.ReplaceWindow> window) implements ResultCount {

    private static final String NAME = "flarepath_result";

    @Override
    public Dataset<Row> counted(Dataset<Row> result) {
      List<Column> columns = columns(window, result.schema());
      Dataset<Row> counted =
          result.observe(
              NAME, columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
      return window
          .filter(Write.ReplaceWindow::dropLeaks)
          .map(
              each ->
                  counted.filter(AxisValues.within(column(each, result.schema()), each.window())))
          .orElse(counted);
    }

    @Override
    public Counted of(WriteWatch.Result result) {
      return ResultCount.counted(result.counted(NAME));
    }
  }

  /** Takes what the statistics show, and reads the files only where they do not show it. */
  record InFiles(
      FileSet files, Optional<Write.ReplaceWindow> window, Supplier<Dataset<Row>> readable)
      implements ResultCount {

    @Override
    public Dataset<Row> counted(Dataset<Row> result) {
      return result;
    }

    @Override
    public Counted of(WriteWatch.Result result) {
      WrittenRows written = files.written();
      boolean isShown =
          window.map(each -> written.areShownWithin(each.column(), each.window())).orElse(true);
      if (isShown) {
        return new Counted(written.count(), 0, List.of());
      }
      Dataset<Row> rows = readable.get();
      List<Column> columns = columns(window, rows.schema());
      return ResultCount.counted(rows.select(columns.toArray(Column[]::new)).first());
    }
  }
}
