package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/** Adds a column that has one value in every row. A value that is not of the type is refused. */
final class AddColumn implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the new column");

  private static final Parameter<Located<String>> VALUE =
      Parameter.required("value", ParameterType.TEXT, "its value");

  private static final Parameter<Located<String>> TYPE =
      Parameter.required("type", ParameterType.TEXT, "its type, for example `int`");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "add_column", "adds a column with the same value in every row", COLUMN, VALUE, TYPE);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> value = call.get(VALUE);
    DataType type = TypeNames.type(call.get(TYPE));
    Column constant = TryCast.of(functions.lit(value.value()), type);
    if (Trial.of(rows, constant).isEmpty()) {
      throw Refusal.of(
          value.span(),
          "`"
              + value.value()
              + "` is not a value of the type "
              + type.sql().toLowerCase(Locale.ROOT),
          "the column `" + call.get(COLUMN).value() + "` would be null in every row");
    }
    return rows.withColumn(call.get(COLUMN).value(), constant);
  }
}
