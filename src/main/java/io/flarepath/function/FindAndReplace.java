package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Replaces a pattern in the values of a column. */
final class FindAndReplace implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<Sed>> EXPRESSION =
      Parameter.required(
          "sedExpression", Sed.TYPE, "what to replace in each value: `s/pattern/replacement/g`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "find_and_replace", "replaces a pattern in the values of a column", COLUMN, EXPRESSION);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column text = new Columns(rows, call).named(name);
    return rows.withColumn(name, call.get(EXPRESSION).value().in(text));
  }
}
