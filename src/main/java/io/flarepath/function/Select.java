package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps the given columns, in the given order, and no others. */
final class Select implements StepFunction {

  private static final Parameter<List<Located<String>>> COLUMNS =
      Parameter.required(
          "columns", new ParameterType.Several<>(ParameterType.COLUMN), "the columns to keep");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "select", "keeps the given columns, in the given order, and no others", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    return rows.select(call.get(COLUMNS).stream().map(columns::value).toArray(Column[]::new));
  }
}
