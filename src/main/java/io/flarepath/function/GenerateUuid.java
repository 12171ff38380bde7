package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Gives each row a universally unique identifier, another one whenever the rows are computed. */
final class GenerateUuid implements StepFunction {

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "the column for the identifiers");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "generate_uuid", "adds a column with a random UUID for each row", AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return rows.withColumn(call.get(AS_COLUMN).value(), functions.expr("uuid()"));
  }
}
