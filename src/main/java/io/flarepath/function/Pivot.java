package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Turns the values of a column into columns. Without values Spark has to look for them, which
 * computes the rows of the step once more.
 */
final class Pivot implements StepFunction {

  private static final Parameter<List<Located<String>>> GROUP_BY =
      Parameter.required(
          "groupBy", new ParameterType.Several<>(ParameterType.COLUMN), "the columns to keep");

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column whose values become columns");

  private static final Parameter<Optional<List<Located<String>>>> VALUES =
      Parameter.optional(
          "values",
          new ParameterType.Several<>(ParameterType.TEXT),
          "the values to pivot; by default, all of them");

  private static final Parameter<Passage> AGGREGATE =
      Parameter.required(
          "aggregateExpression",
          new ParameterType.Expression(),
          "what the new columns contain, for example `sum(amount) as amount`");

  private static final Parameter<Optional<Located<String>>> APPROACH =
      Parameter.optional(
          "approach",
          ParameterType.TEXT,
          "accepted and not needed: Spark always aggregates before it pivots");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "pivot",
        "turns the values of a column into columns",
        GROUP_BY,
        COLUMN,
        VALUES,
        AGGREGATE,
        APPROACH);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Column column = columns.value(call.get(COLUMN));
    RelationalGroupedDataset groups =
        rows.groupBy(call.get(GROUP_BY).stream().map(columns::value).toArray(Column[]::new));
    Optional<List<Object>> values =
        call.get(VALUES).map(texts -> texts.stream().<Object>map(Located::value).toList());
    // The values are strings, and Spark needs them in the column's type.
    return values
        .map(given -> groups.pivot(column.cast("string"), given))
        .orElseGet(() -> groups.pivot(column))
        .agg(functions.expr(call.get(AGGREGATE).text()));
  }
}
