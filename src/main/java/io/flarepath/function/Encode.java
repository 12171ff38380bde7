package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Encodes the values of a column in base32, base64 or hex, as RFC 4648 has them. */
final class Encode implements StepFunction {

  private static final Parameter<Located<Encoding>> ALGO =
      Parameter.required("algo", Encoding.TYPE, "`base32`, `base64` or `hex`");

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "the column for the result");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "encode",
        "encodes the values of a column in base32, base64 or hex",
        ALGO,
        COLUMN,
        AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Column text = new Columns(rows, call).value(call.get(COLUMN)).cast("string");
    return rows.withColumn(call.get(AS_COLUMN).value(), call.get(ALGO).value().encoded(text));
  }
}
