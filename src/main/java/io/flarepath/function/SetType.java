package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import io.flarepath.workflow.ParameterType.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Changes the types of columns by Spark's casts: what cannot be cast becomes null, or with
 * spark.sql.ansi.enabled stops the job.
 */
final class SetType implements StepFunction {

  private static final Parameter<List<Pair>> COLUMNS =
      Parameter.required("columns", new ParameterType.Pairs(), "a map from columns to their types");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of("set_type", "changes the types of columns", COLUMNS);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Columns columns = new Columns(rows, call);
    Map<String, Column> casts = new LinkedHashMap<>();
    for (Pair pair : call.get(COLUMNS)) {
      String name = columns.name(pair.key());
      casts.put(name, columns.named(name).cast(TypeNames.type(pair.value())));
    }
    return rows.withColumns(casts);
  }
}
