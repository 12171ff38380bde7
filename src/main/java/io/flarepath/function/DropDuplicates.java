package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps one row, any one, of those that are equal in the given columns; nulls are equal. */
final class DropDuplicates implements StepFunction {

  private static final Parameter<Optional<List<Located<String>>>> COLUMNS =
      Parameter.optional(
          "columns",
          new ParameterType.Several<>(ParameterType.COLUMN),
          "the columns to compare; by default, all columns");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "drop_duplicates", "keeps one of the rows that are equal in the given columns", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    return call.get(COLUMNS)
        .map(names -> rows.dropDuplicates(columns.names(names).toArray(String[]::new)))
        .orElseGet(rows::dropDuplicates);
  }
}
