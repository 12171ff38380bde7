package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Replaces the values of a column, as texts in UTF-8, by their digest in hexadecimal digits; null
 * stays null.
 */
final class Hash implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Located<Digest>> ALGO =
      Parameter.required("algo", Digest.TYPE, "`MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "hash", "replaces the values of a column with their hexadecimal digest", COLUMN, ALGO);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column text = new Columns(rows, call).named(name).cast("string");
    return rows.withColumn(name, call.get(ALGO).value().of(text));
  }
}
