package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads dates that are written in many formats; see {@link DateRule} for those. What is in none of
 * them becomes null.
 */
final class AnyDate implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the result; by default, the same column");

  private static final Parameter<Optional<List<Located<DateRule>>>> RULES =
      Parameter.optional(
              "rules",
              new ParameterType.Several<>(DateRule.TYPE),
              "regular expressions with groups such as `(?<year>…)`, replacing the built-in"
                  + " formats")
          .or("rule");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "any_date", "parses dates in many formats", COLUMN, AS_COLUMN, RULES);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column date =
        DateRules.isOne(columns.type(column))
            ? columns.value(column).cast("date")
            : DateRules.date(columns.value(column).cast("string"), DateRule.of(call.get(RULES)));
    return rows.withColumn(columns.target(call.get(AS_COLUMN), column), date);
  }
}
