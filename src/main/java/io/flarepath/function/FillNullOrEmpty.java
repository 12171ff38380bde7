package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import io.flarepath.workflow.ParameterType.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** Puts a value where a column is null or an empty text. */
final class FillNullOrEmpty implements StepFunction {

  private static final Parameter<List<Pair>> COLUMNS =
      Parameter.required(
          "columns", new ParameterType.Pairs(), "a map from columns to their values");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "fill_null_or_empty", "replaces nulls and empty strings in columns with a value", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Map<String, Column> filled = new LinkedHashMap<>();
    for (Pair pair : call.get(COLUMNS)) {
      String name = columns.name(pair.key());
      filled.put(name, filled(columns, name, pair));
    }
    return rows.withColumns(filled);
  }

  private static Column filled(Columns columns, String name, Pair pair) {
    DataType type = columns.type(pair.key());
    Column present = columns.named(name);
    Column value = TryCast.of(functions.lit(pair.value().value()), type);
    if (type instanceof StringType) {
      return functions.when(present.isNull().or(present.equalTo("")), value).otherwise(present);
    }
    if (Trial.of(columns.rows(), value).isEmpty()) {
      throw Refusal.of(
          pair.value().span(),
          "`" + pair.value().value() + "` cannot fill the column `" + name + "`",
          "the column is of the type " + type.sql().toLowerCase(Locale.ROOT));
    }
    return functions.coalesce(present, value);
  }
}
