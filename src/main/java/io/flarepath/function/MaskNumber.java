package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Hides the characters of a column behind a pattern of fixed length, place by place: a hash keeps
 * the character in its place, any other character is written instead. Null stays null.
 */
final class MaskNumber implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> PATTERN =
      Parameter.required(
          "pattern",
          ParameterType.TEXT,
          "`#` keeps the character at that position, any other character replaces it");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "mask_number", "masks the characters of a column with a pattern", COLUMN, PATTERN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column text = new Columns(rows, call).named(name).cast("string");
    String pattern = call.get(PATTERN).value();
    List<Column> parts = new ArrayList<>();
    int end;
    for (int start = 0; start < pattern.length(); start = end) {
      boolean keeps = pattern.charAt(start) == '#';
      end = start + 1;
      while (end < pattern.length() && (pattern.charAt(end) == '#') == keeps) {
        end++;
      }
      parts.add(
          keeps
              ? functions.substring(text, start + 1, end - start)
              : functions.lit(pattern.substring(start, end)));
    }
    Column masked = functions.concat(parts.toArray(Column[]::new));
    return rows.withColumn(name, functions.when(text.isNotNull(), masked));
  }
}
