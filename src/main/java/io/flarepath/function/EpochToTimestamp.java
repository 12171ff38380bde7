package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads seconds since 1970, also in texts and with fractions, as a timestamp. */
final class EpochToTimestamp implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the result; by default, the same column");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "epoch_to_timestamp", "converts seconds since 1970 to a timestamp", COLUMN, AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column seconds = columns.value(column).cast("decimal(20,6)");
    return rows.withColumn(
        columns.target(call.get(AS_COLUMN), column), functions.timestamp_seconds(seconds));
  }
}
