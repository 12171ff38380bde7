package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the values of a column in lower, upper or title case. */
final class ChangeCase implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<Letters>> CASE =
      Parameter.required("case", Letters.TYPE, "`lower`, `upper` or `title`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "change_case",
        "converts the values of a column to lower, upper or title case",
        COLUMN,
        CASE);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column text = new Columns(rows, call).named(name);
    return rows.withColumn(name, call.get(CASE).value().of(text));
  }
}
