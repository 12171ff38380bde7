package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the names of all columns in lower or upper case. */
final class ChangeColumnCase implements StepFunction {

  private static final Parameter<Located<Letters>> CASE =
      Parameter.required("case", Letters.OF_NAMES, "`lower` or `upper`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "change_column_case", "converts the names of all columns to lower or upper case", CASE);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return Renaming.of(rows, call, call.get(CASE).value()::of);
  }
}
