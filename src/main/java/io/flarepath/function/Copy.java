package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Copies a column into another one, which may be new. */
final class Copy implements StepFunction {

  private static final Parameter<Located<String>> FROM =
      Parameter.required("fromColumn", ParameterType.COLUMN, "the column to copy");

  private static final Parameter<Located<String>> TO =
      Parameter.required("toColumn", ParameterType.COLUMN, "the column for the values");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "copy", "copies a column into another one, which may be new", FROM, TO);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return rows.withColumn(call.get(TO).value(), new Columns(rows, call).value(call.get(FROM)));
  }
}
