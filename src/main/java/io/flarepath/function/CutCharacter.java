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
 * Takes a part of each text of a column, from one character to another, both included. A text that
 * is too short gives what it has.
 */
final class CutCharacter implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "the column for the result");

  private static final Parameter<Located<Integer>> START =
      Parameter.required("startIndex", ParameterType.COUNT, "the first character, counted from 1");

  private static final Parameter<Located<Integer>> END =
      Parameter.required("endIndex", ParameterType.COUNT, "the last character, inclusive");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "cut_character",
        "extracts a substring of each value of a column",
        COLUMN,
        AS_COLUMN,
        START,
        END);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Column text = new Columns(rows, call).value(call.get(COLUMN));
    int start = call.get(START).value();
    int end = call.get(END).value();
    if (end < start) {
      throw Refusal.of(
          call.get(END).span(),
          "the part would end before it starts",
          "`startIndex` is " + start + " and `endIndex` is " + end);
    }
    return rows.withColumn(
        call.get(AS_COLUMN).value(), functions.substring(text, start, end - start + 1));
  }
}
