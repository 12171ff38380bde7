package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns columns into rows: each of them becomes a row with its name and its value, nulls too.
 * Columns that are named nowhere are dropped.
 */
final class Unpivot implements StepFunction {

  private static final Parameter<List<Located<String>>> COLUMNS =
      Parameter.required(
          "columns",
          new ParameterType.Several<>(ParameterType.COLUMN),
          "the columns that become rows; `*`: all but the others");

  private static final Parameter<List<Located<String>>> KEPT =
      Parameter.required(
          "pivotColumns",
          new ParameterType.Several<>(ParameterType.COLUMN),
          "the columns to keep; `*`: all but the others");

  private static final Parameter<Located<String>> KEY =
      Parameter.required("keyColumnName", ParameterType.COLUMN, "the new column for the names");

  private static final Parameter<Located<String>> VALUE =
      Parameter.required("valueColumnName", ParameterType.COLUMN, "the new column for the values");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "unpivot",
        "turns columns into rows: each column becomes a row with its name and its value",
        COLUMNS,
        KEPT,
        KEY,
        VALUE);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    List<Located<String>> turned = call.get(COLUMNS);
    List<Located<String>> kept = call.get(KEPT);
    if (isAll(turned) && isAll(kept)) {
      throw Refusal.of(
          kept.get(0).span(),
          "`columns` and `pivotColumns` cannot both be `*`",
          "`*` means all columns that the other one does not list");
    }
    List<String> stay = isAll(kept) ? others(columns, turned) : columns.names(kept);
    List<String> go = isAll(turned) ? others(columns, kept) : columns.names(turned);
    return rows.unpivot(
        stay.stream().map(columns::named).toArray(Column[]::new),
        go.stream().map(columns::named).toArray(Column[]::new),
        call.get(KEY).value(),
        call.get(VALUE).value());
  }

  private static boolean isAll(List<Located<String>> names) {
    return names.size() == 1 && names.get(0).value().strip().equals("*");
  }

  private static List<String> others(Columns columns, List<Located<String>> named) {
    List<String> these = columns.names(named);
    return columns.names().stream().filter(name -> !these.contains(name)).toList();
  }
}
