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

/** Writes seconds since 1970 as a date in a format of your own, in the same column. */
final class FormatUnixDate implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<String>> FORMAT =
      Parameter.required("format", ParameterType.TEXT, "the format, for example `yyyy-MM-dd`")
          .or("refformat");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "format_unix_date", "formats seconds since 1970 as a date", COLUMN, FORMAT);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column seconds = new Columns(rows, call).named(name).cast("bigint");
    String format = DateFormats.checked(rows, call.get(FORMAT));
    return rows.withColumn(name, functions.from_unixtime(seconds, format));
  }
}
