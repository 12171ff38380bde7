package io.flarepath.spark.failure;

import io.flarepath.sql.SqlText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/**
 * What Spark's most frequent errors in rows mean. Spark's own words advise to switch its checks
 * off.
 *
 * @param why one sentence, with the expression where Spark knows it
 * @param help what to do
 */
record RowFailure(String why, String help) {

  private static final String LEAVE_OUT = "or filter such rows out in a step";

  /** Empty for every other failure. */
  static Optional<RowFailure> of(Throwable failure) {
    if (!(failure instanceof SparkThrowable spark) || spark.getErrorClass() == null) {
      return Optional.empty();
    }
    return known(spark.getErrorClass(), spark.getMessageParameters())
        .map(found -> new RowFailure(found.why + expression(spark), found.help));
  }

  private static Optional<RowFailure> known(String errorClass, Map<String, String> of) {
    return Optional.ofNullable(
        switch (errorClass) {
          case "CAST_INVALID_INPUT" ->
              tried(
                  "the value %s (%s) cannot be cast to %s"
                      .formatted(text(of, "expression"), type(of, "sourceType"), target(of)),
                  "try_cast(… AS %s)".formatted(target(of)));
          case "CAST_OVERFLOW" ->
              tried(
                  "the value %s (%s) is too large for %s"
                      .formatted(text(of, "value"), type(of, "sourceType"), target(of)),
                  "try_cast(… AS %s)".formatted(target(of)));
          case "NUMERIC_VALUE_OUT_OF_RANGE" -> {
            String decimal = "decimal(%s,%s)".formatted(text(of, "precision"), text(of, "scale"));
            yield tried(
                "the value %s is too large for %s".formatted(text(of, "value"), decimal),
                "try_cast(… AS %s)".formatted(decimal));
          }
          case "DIVIDE_BY_ZERO" -> tried("a value is divided by zero", "try_divide(…)");
          case "ARITHMETIC_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW" ->
              tried("a result is too large for its type", "try_add, try_subtract or try_multiply");
          case "INVALID_ARRAY_INDEX", "INVALID_ARRAY_INDEX_IN_ELEMENT_AT" ->
              tried(
                  "there is no element %s in an array of %s"
                      .formatted(text(of, "indexValue"), text(of, "arraySize")),
                  "get(…) or try_element_at(…)");
          case "INVALID_INDEX_OF_ZERO" ->
              new RowFailure(
                  "an array is asked for its element 0, and the first one is 1",
                  "count from 1, or from -1 for the last one; get(…) counts from 0");
          case "CANNOT_PARSE_TIMESTAMP" ->
              tried(
                  "a time does not have the pattern that is expected: " + text(of, "message"),
                  "try_to_timestamp(…)");
          case "NULL_MAP_KEY" ->
              new RowFailure("a key of a map is null", "give it a value with coalesce");
          case "DUPLICATED_MAP_KEY" ->
              new RowFailure(
                  "a map has the key %s twice".formatted(text(of, "key")),
                  "leave one of them out, or set `spark.sql.mapKeyDedupPolicy: LAST_WIN` in the"
                      + " job's `sparkConf`: the last one is taken then");
          case "SCALAR_SUBQUERY_TOO_MANY_ROWS" ->
              new RowFailure(
                  "a subquery that must give one value gives several rows",
                  "make it an aggregate, for example max(…), or a join");
          default -> null;
        });
  }

  private static RowFailure tried(String why, String function) {
    return new RowFailure(
        why, "write %s, which gives null then; %s".formatted(function, LEAVE_OUT));
  }

  private static String expression(SparkThrowable spark) {
    for (QueryContext context : spark.getQueryContext()) {
      if (!context.fragment().isBlank()) {
        return ", in `" + SqlText.shown(context.fragment()) + "`";
      }
    }
    return "";
  }

  private static String target(Map<String, String> of) {
    return type(of, "targetType");
  }

  /** A type as our messages write it; Spark has it in capitals and quotes. */
  private static String type(Map<String, String> of, String name) {
    return text(of, name).replace("\"", "").toLowerCase(Locale.ROOT);
  }

  private static String text(Map<String, String> of, String name) {
    return of.getOrDefault(name, "?");
  }

  /** Why the values of a column cannot be stored as its type; empty for every other reason. */
  static Optional<String> unfit(Throwable failure) {
    if (!(failure instanceof SparkThrowable spark)
        || !"INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST".equals(spark.getErrorClass())) {
      return Optional.empty();
    }
    Map<String, String> of = spark.getMessageParameters();
    return Optional.of(
        "%s is %s in the result and %s in the table"
            .formatted(path(text(of, "colName")), type(of, "srcType"), type(of, "targetType")));
  }

  /** {@code `a.b`} of {@code `a`.`b`}. */
  static String path(String quoted) {
    return quoted.replace("`.`", ".");
  }
}
