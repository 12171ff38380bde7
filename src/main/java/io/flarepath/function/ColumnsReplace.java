package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Replaces a pattern in the names of all columns. */
final class ColumnsReplace implements StepFunction {

  private static final Parameter<Located<Sed>> EXPRESSION =
      Parameter.required(
          "sedExpression", Sed.TYPE, "what to replace in each name: `s/pattern/replacement/g`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "columns_replace", "replaces a pattern in the names of all columns", EXPRESSION);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return Renaming.of(rows, call, call.get(EXPRESSION).value()::in);
  }
}
