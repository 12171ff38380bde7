package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Counts the whole days from B to A: negative where A is the earlier one, null where one is null.
 */
final class DiffDate implements StepFunction {

  private static final Parameter<Located<String>> A =
      Parameter.required("columnA", ParameterType.COLUMN, "the later date");

  private static final Parameter<Located<String>> B =
      Parameter.required("columnB", ParameterType.COLUMN, "the earlier date");

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "the column for the result");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "diff_date", "counts the days from one date to another", A, B, AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Column later = columns.value(call.get(A)).cast("date");
    Column earlier = columns.value(call.get(B)).cast("date");
    return rows.withColumn(call.get(AS_COLUMN).value(), functions.datediff(later, earlier));
  }
}
