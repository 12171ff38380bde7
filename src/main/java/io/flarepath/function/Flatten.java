package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Makes a row of each item of an array; a row whose array is null or empty disappears. */
final class Flatten implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column of arrays");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the items; by default, the same column");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "flatten",
        "creates a row for each item of an array; a row whose array is null or empty is dropped",
        COLUMN,
        AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column items = columns.value(column);
    return rows.withColumn(columns.target(call.get(AS_COLUMN), column), functions.explode(items));
  }
}
