package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the names of all columns in snake_case: OrderID and order-id become order_id. */
final class SnakeCase implements StepFunction {

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("snake_case", "converts the names of all columns to snake_case");
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    return Renaming.of(
        rows,
        call,
        name -> split(name.strip()).replaceAll("[\\s-]+", "_").toLowerCase(Locale.ROOT));
  }

  /** With an underscore between the words of camelCase: zipCode2 becomes zip_Code2. */
  static String split(String name) {
    return name.replaceAll("(\\p{Ll}|\\d)(\\p{Lu})", "$1_$2")
        .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2");
  }
}
