package io.flarepath.audit;

import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the assertions of one output need to have measured. Plain aggregates ride on the pass that
 * writes the rows; comparisons of rows with each other, and queries, are computed on the staged
 * rows.
 */
public final class Measures {

  private Measures() {}

  /** The aggregates that ride on the writing pass; each test has its own, and its rows' count. */
  public static List<Measure> riding(List<Assertion> assertions) {
    return measures(assertions, false);
  }

  /** The aggregates that need a query of their own. */
  public static List<Measure> comparing(List<Assertion> assertions) {
    return measures(assertions, true);
  }

  private static List<Measure> measures(List<Assertion> assertions, boolean comparing) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    assertions.stream()
        .flatMap(
            assertion -> assertion.match(each -> measures(each, comparing), sql -> Stream.empty()))
        .forEach(measure -> measures.putIfAbsent(measure.name(), measure));
    return new ArrayList<>(measures.values());
  }

  private static Stream<Measure> measures(Assertion.OfColumn column, boolean comparing) {
    List<Measure> measures = new ArrayList<>();
    for (Assertion.Test test : column.tests()) {
      Metric metric = metric(test);
      if (metric.needsComparison() == comparing) {
        measures.add(new Measure(name(column, test), expression(column, metric)));
      }
    }
    if (!comparing) {
      measures.add(new Measure(rowsName(column), asDouble("count(" + judged(column, "1") + ")")));
    }
    return measures.stream();
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
    String value = judged(column, name);
    String rows = "count(" + judged(column, "1") + ")";
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
    return asDouble(
        switch (metric) {
          case AVG -> "avg(" + value + ")";
          case SUM -> "sum(" + value + ")";
          case MIN -> "min(" + value + ")";
          case MAX -> "max(" + value + ")";
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
          case REGEX_MATCH ->
              "count(" + judged(column, "CASE WHEN " + matches + " THEN 1 END") + ")";
          case DISTINCT_COUNT -> "count(DISTINCT " + value + ")";
          case DUPLICATE_COUNT -> "count(" + value + ") - count(DISTINCT " + value + ")";
        });
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

  private static String judged(Assertion.OfColumn column, String value) {
    return column
        .filter()
        .map(filter -> "CASE WHEN (" + filter.text().strip() + ") THEN " + value + " END")
        .orElse(value);
  }

  private static String percentage(String part, String whole) {
    return "100.0 * " + part + " / nullif(" + whole + ", 0)";
  }

  private static String asDouble(String expression) {
    return "CAST(" + expression + " AS DOUBLE)";
  }
}
