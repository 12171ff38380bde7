package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lets two columns change their names: each name stays in its place, over the values of the other.
 */
final class Swap implements StepFunction {

  private static final Parameter<Located<String>> A =
      Parameter.required("columnA", ParameterType.COLUMN, "one column");

  private static final Parameter<Located<String>> B =
      Parameter.required("columnB", ParameterType.COLUMN, "the other");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("swap", "swaps the names of two columns", A, B);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    String a = columns.name(call.get(A));
    String b = columns.name(call.get(B));
    return rows.withColumns(Map.of(a, columns.named(b), b, columns.named(a)));
  }
}
