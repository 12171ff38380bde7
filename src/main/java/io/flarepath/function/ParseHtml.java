package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jsoup.Jsoup;

/**
 * Takes the text out of HTML: without tags, scripts and styles, entities resolved, white space
 * folded.
 */
final class ParseHtml implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the result; by default, the same column");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("parse_html", "extracts the text from HTML", COLUMN, AS_COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column html = columns.value(column).cast("string");
    // Spark has no function for it, and a pattern cannot do it: tags stay open, scripts hold `<`.
    UserDefinedFunction text =
        functions.udf((UDF1<String, String>) ParseHtml::text, DataTypes.StringType);
    return rows.withColumn(
        columns.target(call.get(AS_COLUMN), column),
        functions.when(html.isNotNull(), text.apply(html)));
  }

  private static String text(String html) {
    return Jsoup.parse(html).text();
  }
}
