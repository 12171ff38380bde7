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
import org.apache.spark.sql.functions;

/** Joins the values of several columns; nulls, and the separators next to them, are left out. */
final class MergeColumns implements StepFunction {

  private static final Parameter<List<Located<String>>> COLUMNS =
      Parameter.required(
          "columns", new ParameterType.Several<>(ParameterType.COLUMN), "the columns, in order");

  private static final Parameter<Located<String>> SEPARATOR =
      Parameter.required("separator", ParameterType.TEXT, "the separator between the values");

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "the column for the result");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "merge", "joins the values of several columns", COLUMNS, SEPARATOR, AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Column[] texts =
        call.get(COLUMNS).stream()
            .map(name -> columns.value(name).cast("string"))
            .toArray(Column[]::new);
    return rows.withColumn(
        call.get(AS_COLUMN).value(), functions.concat_ws(call.get(SEPARATOR).value(), texts));
  }
}
