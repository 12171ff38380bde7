package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives a column another name. */
final class Rename implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "its new name");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("rename", "renames a column", COLUMN, AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String old = new Columns(rows, call).name(call.get(COLUMN));
    return Renaming.of(rows, call, name -> name.equals(old) ? call.get(AS_COLUMN).value() : name);
  }
}
