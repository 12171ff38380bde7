package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Trims the white space around the values of a column. */
final class Trim implements StepFunction {

  private static final String WHITE = " \t\n\r\f\u000B";

  private static final ParameterType.Word<UnaryOperator<Column>> METHODS =
      new ParameterType.Word<>(
          new TreeMap<>(
              Map.of(
                  "trim", text -> functions.trim(text, WHITE),
                  "ltrim", text -> functions.ltrim(text, WHITE),
                  "rtrim", text -> functions.rtrim(text, WHITE))));

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<UnaryOperator<Column>>> METHOD =
      Parameter.withDefault("method", METHODS, "trim", "`trim`, `ltrim` or `rtrim`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "trim", "trims whitespace around the values of a column", COLUMN, METHOD);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column text = new Columns(rows, call).named(name);
    return rows.withColumn(name, call.get(METHOD).value().apply(text));
  }
}
