package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads timestamps that are written in many formats; see {@link DateRule} for those. A text without
 * a zone is in the zone of the session. What is in none of the formats becomes null.
 */
final class AnyTimestamp implements StepFunction {

  private static final ParameterType.One<ZoneId> ZONE =
      new ParameterType.One<>("a time zone such as `Asia/Kolkata`", AnyTimestamp::zone);

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");

  private static final Parameter<Optional<Located<String>>> AS_COLUMN =
      Parameter.optional(
          "asColumn",
          ParameterType.COLUMN,
          "the column for the result; by default, the same column");

  private static final Parameter<Optional<Located<ZoneId>>> TIMEZONE =
      Parameter.optional(
          "timezone", ZONE, "converts the time to this time zone, for example `Asia/Kolkata`");

  private static final Parameter<Optional<List<Located<DateRule>>>> RULES =
      Parameter.optional(
              "rules",
              new ParameterType.Several<>(DateRule.TYPE),
              "regular expressions with groups such as `(?<year>…)`, replacing the built-in"
                  + " formats")
          .or("rule");

  @Override
  public FunctionSignature signature() {
    return FunctionSignature.of(
        "any_timestamp", "parses timestamps in many formats", COLUMN, AS_COLUMN, TIMEZONE, RULES);
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows, FunctionCall call) {
    Located<String> column = call.get(COLUMN);
    Columns columns = new Columns(rows, call);
    Column moment =
        DateRules.isOne(columns.type(column))
            ? columns.value(column).cast("timestamp")
            : DateRules.timestamp(
                columns.value(column).cast("string"), DateRule.of(call.get(RULES)));
    Column shown = call.get(TIMEZONE).map(zone -> inZone(moment, zone.value())).orElse(moment);
    return rows.withColumn(columns.target(call.get(AS_COLUMN), column), shown);
  }

  private static Column inZone(Column moment, ZoneId zone) {
    return functions
        .convert_timezone(functions.lit(zone.getId()), moment.cast("timestamp_ntz"))
        .cast("timestamp");
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text.strip(), ZoneId.SHORT_IDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
