package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import io.flarepath.workflow.ParameterType.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives several columns other names, all at once. */
final class RenameAll implements StepFunction {

  private static final Parameter<List<Pair>> COLUMNS =
      Parameter.required(
          "columns", new ParameterType.Pairs(), "a map from current names to new names");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("rename_all", "renames several columns at once", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Map<String, String> names = new HashMap<>();
    for (Pair pair : call.get(COLUMNS)) {
      names.put(columns.name(pair.key()), pair.value().value());
    }
    return Renaming.of(rows, call, name -> names.getOrDefault(name, name));
  }
}
