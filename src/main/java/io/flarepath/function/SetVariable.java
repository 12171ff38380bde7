package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Puts the value of an expression into a column, which may be new. */
final class SetVariable implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Passage> EXPRESSION =
      Parameter.required(
          "expression", new ParameterType.Expression(), "an SQL expression over the columns");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "set_variable",
        "sets a column, which may be new, to the value of an expression",
        COLUMN,
        EXPRESSION);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return rows.withColumn(call.get(COLUMN).value(), functions.expr(call.get(EXPRESSION).text()));
  }
}
