package io.flarepath.function;

import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Pulls columns out of a nested one and keeps the others. A name that comes twice stays twice, as
 * in Flare: dropping it next drops both.
 */
final class Unfurl implements StepFunction {

  private static final Parameter<Passage> EXPRESSION =
      Parameter.required(
          "expression",
          new ParameterType.Expression(),
          "`column.*` for the fields of a struct, `explode(column)` for the items of an array");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "unfurl", "extracts columns from a nested column and keeps the others", EXPRESSION);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return rows.selectExpr("*", call.get(EXPRESSION).text());
  }
}
