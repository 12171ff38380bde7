package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trims the names of all columns, splits camelCase with underscores, writes them in lower case, and
 * puts an underscore for every character that is not one of A to Z, a to z, 0 to 9 and the
 * underscore: CustomerKey becomes customer_key, and MEMBERID memberid.
 */
final class CleanseColumnNames implements StepFunction {

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "cleanse_column_names",
        "trims the names of all columns, splits camelCase with `_`, converts them to lower case,"
            + " and replaces every character that is not a letter, a digit or `_` with `_`");
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return Renaming.of(
        rows,
        call,
        name ->
            SnakeCase.split(name.strip())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^A-Za-z0-9_]", "_"));
  }
}
