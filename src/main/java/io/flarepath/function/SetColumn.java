package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Puts one text into every row of a column, which may be new. */
final class SetColumn implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> VALUE =
      Parameter.required("value", ParameterType.TEXT, "the text");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "set_column", "sets every row of a column, which may be new, to one value", COLUMN, VALUE);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return rows.withColumn(call.get(COLUMN).value(), functions.lit(call.get(VALUE).value()));
  }
}
