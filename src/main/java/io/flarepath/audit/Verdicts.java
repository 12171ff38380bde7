package io.flarepath.audit;

import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Judges what was measured. */
public final class Verdicts {

  private Verdicts() {}

  /**
   * Judges the tests of a column's assertion.
   *
   * @param measured the measures by name; one that is missing had nothing to measure
   */
  public static List<Finding> ofColumn(Assertion.OfColumn assertion, Map<String, Double> measured) {
    double rows = measured.getOrDefault(Measures.rowsName(assertion), 0.0);
    List<Finding> findings = new ArrayList<>();
    for (Assertion.Test test : assertion.tests()) {
      OptionalDouble value =
          Optional.ofNullable(measured.get(Measures.name(assertion, test)))
              .map(OptionalDouble::of)
              .orElse(OptionalDouble.empty());
      // Where no row is judged there is nothing that could be wrong.
      boolean holds = value.isPresent() ? test.holds(value.getAsDouble()) : rows == 0;
      findings.add(
          new Finding(
              assertion,
              test,
              "`" + assertion.column().value() + "`",
              value,
              holds,
              "",
              offenders(assertion, test)));
    }
    return findings;
  }

  /**
   * Judges the tests of a query.
   *
   * @param row the query's one row by its columns' names, in lower case; null values left out
   * @param reason why there is no such row; empty if there is one
   */
  public static List<Finding> ofSql(
      Assertion.OfSql assertion, Map<String, Double> row, String reason) {
    List<Finding> findings = new ArrayList<>();
    for (Assertion.Test test : assertion.tests()) {
      OptionalDouble value =
          Optional.ofNullable(row.get(test.metric().toLowerCase(Locale.ROOT)))
              .map(OptionalDouble::of)
              .orElse(OptionalDouble.empty());
      findings.add(
          new Finding(
              assertion,
              test,
              "the SQL's row",
              value,
              value.isPresent() && test.holds(value.getAsDouble()),
              value.isPresent() ? "" : reason,
              List.of()));
    }
    return findings;
  }

  private static List<String> offenders(Assertion.OfColumn assertion, Assertion.Test test) {
    String name = SqlText.identifier(assertion.column().value());
    String filter = assertion.filter().map(each -> "(" + each.text().strip() + ") AND ").orElse("");
    String compared = name + " " + test.comparison().symbol() + " " + test.number().toPlainString();
    Metric metric = Measures.metric(test);
    return switch (metric) {
      case MIN, MAX -> List.of(filter + "NOT (" + compared + ")");
      case MISSING_COUNT, MISSING_PERCENTAGE ->
          List.of(filter + "trim(coalesce(CAST(" + name + " AS STRING), '')) = ''");
      case NULL_COUNT, NULL_PERCENTAGE -> List.of(filter + name + " IS NULL");
      case INVALID_COUNT, INVALID_PERCENTAGE ->
          List.of(filter + "NOT (" + Measures.matches(assertion, name) + ")");
      case MIN_LENGTH, MAX_LENGTH ->
          List.of(
              filter
                  + "NOT (length(CAST("
                  + name
                  + " AS STRING)) "
                  + test.comparison().symbol()
                  + " "
                  + test.number().toPlainString()
                  + ")");
      default -> List.of();
    };
  }
}
