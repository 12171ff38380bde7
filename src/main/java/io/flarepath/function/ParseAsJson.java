package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * Reads a column of JSON by a schema. Text that is not JSON gives a row of nulls, and null stays
 * null. Where both schemas are there, the one of Spark counts.
 */
final class ParseAsJson implements StepFunction {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the result; by default, the same column");

  private static final Parameter<Optional<Located<String>>> SPARK =
      Parameter.optional("sparkSchema", ParameterType.TEXT, "the schema, as Spark's JSON or DDL");

  private static final Parameter<Optional<Located<String>>> AVRO =
      Parameter.optional("avroSchema", ParameterType.TEXT, "the schema, in Avro's JSON");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "parse_as_json", "parses a column of JSON with a schema", COLUMN, AS_COLUMN, SPARK, AVRO);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column json = columns.value(column);
    Column text = columns.type(column) instanceof StringType ? json : functions.to_json(json);
    DataType schema =
        call.get(SPARK)
            .map(Schemas::spark)
            .or(() -> call.get(AVRO).map(Schemas::avro))
            .orElseThrow(
                () ->
                    Refusal.of(
                        call.name().span(),
                        "`parse_as_json` needs a schema",
                        "neither `sparkSchema` nor `avroSchema` is given"));
    return rows.withColumn(
        columns.target(call.get(AS_COLUMN), column), functions.from_json(text, schema, Map.of()));
  }
}
