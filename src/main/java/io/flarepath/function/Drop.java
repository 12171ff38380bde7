package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Drops columns; those that are not there do not matter. */
final class Drop implements StepFunction {

  private static final Parameter<List<Located<String>>> COLUMNS =
      Parameter.required(
          "columns", new ParameterType.Several<>(ParameterType.COLUMN), "the columns to drop");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "drop", "drops columns; those that do not exist are ignored", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    String[] there =
        call.get(COLUMNS).stream()
            .flatMap(name -> columns.found(name.value()).stream())
            .toArray(String[]::new);
    return rows.drop(there);
  }
}
