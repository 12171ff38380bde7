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

/** Splits addresses of e-mail into account and domain; null where a part is not there. */
final class SplitEmail implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "split_email",
        "splits e-mail addresses into the columns `…_account` and `…_domain`",
        COLUMN);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    String name = new Columns(rows, call).name(call.get(COLUMN));
    Column address = functions.trim(new Columns(rows, call).named(name).cast("string"));
    return rows.withColumn(name + "_account", part(address, "^([^@]+)@"))
        .withColumn(name + "_domain", part(address, "@([^@\\s]+)$"));
  }

  private static Column part(Column address, String pattern) {
    Column found = functions.regexp_extract(address, pattern, 1);
    return functions.when(found.notEqual(""), found);
  }
}
