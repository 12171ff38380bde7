package io.flarepath.audit;

import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the assertions of one output need to have measured. Plain aggregates ride on the pass that
 * writes the rows; comparisons of rows with each other, and queries, are computed on the staged
 * rows.
 */
public final class Measures {

  private Measures() {}

  /**
   * The aggregates that ride on the writing pass; each test has its own, and its rows' count.
   *
   * @param columns those of the rows: whole numbers and decimals are measured exactly
   */
  public static List<Measure> riding(List<Assertion> assertions, List<Column> columns) {
    return all(assertions, column -> riding(column, type(column, columns)));
  }

  /** The aggregates that need a query of their own. */
  public static List<Measure> comparing(List<Assertion> assertions) {
    return all(assertions, Measures::comparing);
  }

  private static List<Measure> all(
      List<Assertion> assertions, Function<Assertion.OfColumn, List<Measure>> each) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    assertions.stream()
        .flatMap(assertion -> assertion.match(each, sql -> List.of()).stream())
        .forEach(measure -> measures.putIfAbsent(measure.name(), measure));
    return new ArrayList<>(measures.values());
  }

  private static List<Measure> riding(Assertion.OfColumn column, String type) {
    List<Measure> measures = new ArrayList<>();
    for (Assertion.Test test : column.tests()) {
      Metric metric = metric(test);
      if (!metric.needsComparison()) {
        String name = name(column, test);
        measures.add(
            ExactValue.of(name, metric, value(column), type)
                .orElseGet(() -> new Measure(name, expression(column, metric))));
      }
    }
    measures.add(new Measure(rowsName(column), rows(column)));
    return measures;
  }

  private static List<Measure> comparing(Assertion.OfColumn column) {
    return column.tests().stream()
        .filter(test -> metric(test).needsComparison())
        .map(test -> new Measure(name(column, test), expression(column, metric(test))))
        .toList();
  }

  /** The type of a column as the engine writes it; empty where it is not among the columns. */
  private static String type(Assertion.OfColumn column, List<Column> columns) {
    return columns.stream()
        .filter(each -> each.name().equalsIgnoreCase(column.column().value()))
        .map(Column::type)
        .findFirst()
        .orElse("");
  }

  static Metric metric(Assertion.Test test) {
    return Metric.of(test.metric())
        .orElseThrow(() -> new IllegalArgumentException("no metric: " + test.metric()));
  }

  /** The name of what a test measures; tests of one metric and column share it. */
  static String name(Assertion.OfColumn column, Assertion.Test test) {
    return test.metric().toLowerCase(Locale.ROOT) + "/" + rowsName(column);
  }

  /** The name of the count of the rows that are judged. */
  static String rowsName(Assertion.OfColumn column) {
    // Quoted, so that a filter is not taken for a format of the same words.
    return SqlText.identifier(column.column().value())
        + column
            .filter()
            .map(filter -> "/where " + SqlText.literal(filter.text().strip()))
            .orElse("")
        + column.regex().map(regex -> "/like " + SqlText.literal(regex.value())).orElse("");
  }

  private static String expression(Assertion.OfColumn column, Metric metric) {
    String name = SqlText.identifier(column.column().value());
    String value = value(column);
    String rows = rows(column);
    String missing =
        "count("
            + judged(
                column,
                "CASE WHEN trim(coalesce(CAST(" + name + " AS STRING), '')) = '' THEN 1 END")
            + ")";
    String nulls = "count(" + judged(column, "CASE WHEN " + name + " IS NULL THEN 1 END") + ")";
    String matches = matches(column, name);
    String invalid = "count(" + judged(column, "CASE WHEN NOT (" + matches + ") THEN 1 END") + ")";
    String length = "length(CAST(" + value + " AS STRING))";
    return switch (metric) {
      case AVG -> asDouble("avg(" + value + ")");
      case SUM -> asDouble("sum(" + value + ")");
      case MIN -> asDouble("min(" + value + ")");
      case MAX -> asDouble("max(" + value + ")");
      case AVG_LENGTH -> "avg(" + length + ")";
      case MIN_LENGTH -> "min(" + length + ")";
      case MAX_LENGTH -> "max(" + length + ")";
      case KURTOSIS -> "kurtosis(" + value + ")";
      case SKEWNESS -> "skewness(" + value + ")";
      case VARIANCE -> "variance(" + value + ")";
      case STDDEV -> "stddev(" + value + ")";
      case MISSING_COUNT -> missing;
      case MISSING_PERCENTAGE -> percentage(missing, rows);
      case NULL_COUNT -> nulls;
      case NULL_PERCENTAGE -> percentage(nulls, rows);
      case INVALID_COUNT -> invalid;
      case INVALID_PERCENTAGE -> percentage(invalid, rows);
      case REGEX_MATCH -> "count(" + judged(column, "CASE WHEN " + matches + " THEN 1 END") + ")";
      case DISTINCT_COUNT -> "count(DISTINCT " + value + ")";
      case DUPLICATE_COUNT -> "count(" + value + ") - count(DISTINCT " + value + ")";
    };
  }

  /** A condition that is true for the values that match the valid format, and null for nulls. */
  static String matches(Assertion.OfColumn column, String name) {
    Optional<String> regex = column.regex().map(each -> each.value());
    return regex
        .map(
            pattern ->
                "CAST(" + name + " AS STRING) RLIKE " + SqlText.literal("^(?:" + pattern + ")\\z"))
        .orElse("true");
  }

  private static String value(Assertion.OfColumn column) {
    return judged(column, SqlText.identifier(column.column().value()));
  }

  private static String rows(Assertion.OfColumn column) {
    return "count(" + judged(column, "1") + ")";
  }

  private static String judged(Assertion.OfColumn column, String value) {
    return column
        .filter()
        .map(filter -> "CASE WHEN (" + filter.text().strip() + ") THEN " + value + " END")
        .orElse(value);
  }

  private static String percentage(String part, String whole) {
    return "100.0 * " + part + " / nullif(" + whole + ", 0)";
  }

  /** Text is read as a number, and a time is its seconds. */
  private static String asDouble(String expression) {
    return "CAST(" + expression + " AS DOUBLE)";
  }
}
