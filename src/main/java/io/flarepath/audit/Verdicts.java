package io.flarepath.audit;

import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import io.flarepath.workflow.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Judges what was measured. */
public final class Verdicts {

  private static final Quantity NONE = new Quantity(0);

  /** A decimal of the engine has this many digits at most. */
  private static final int MOST_DIGITS = 38;

  private Verdicts() {}

  /**
   * Judges the tests of a column's assertion.
   *
   * @param measured the measures by name; one that is missing had nothing to measure
   */
  public static List<Finding> ofColumn(
      Assertion.OfColumn assertion, Map<String, Quantity> measured) {
    boolean isEmpty = measured.getOrDefault(Measures.rowsName(assertion), NONE).equals(NONE);
    List<Finding> findings = new ArrayList<>();
    for (Assertion.Test test : assertion.tests()) {
      Optional<Quantity> value = Optional.ofNullable(measured.get(Measures.name(assertion, test)));
      // Where no row is judged there is nothing that could be wrong.
      boolean holds = value.map(test::holds).orElse(isEmpty);
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
      Assertion.OfSql assertion, Map<String, Quantity> row, String reason) {
    List<Finding> findings = new ArrayList<>();
    for (Assertion.Test test : assertion.tests()) {
      Optional<Quantity> value =
          Optional.ofNullable(row.get(test.metric().toLowerCase(Locale.ROOT)));
      findings.add(
          new Finding(
              assertion,
              test,
              "the SQL's row",
              value,
              value.filter(test::holds).isPresent(),
              value.isPresent() ? "" : reason,
              List.of()));
    }
    return findings;
  }

  private static List<String> offenders(Assertion.OfColumn assertion, Assertion.Test test) {
    String name = SqlText.identifier(assertion.column().value());
    String filter = assertion.filter().map(each -> "(" + each.text().strip() + ") AND ").orElse("");
    String compared = name + " " + test.comparison().symbol() + " " + literal(test.number());
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
                  + literal(test.number())
                  + ")");
      default -> List.of();
    };
  }

  /** A number as the engine reads it exactly; one that is too long for that, as close as it can. */
  private static String literal(BigDecimal number) {
    boolean isDecimal =
        Math.max(number.precision(), number.scale()) <= MOST_DIGITS
            && number.precision() - number.scale() <= MOST_DIGITS;
    return isDecimal
        ? number.toPlainString()
        : "CAST(" + SqlText.literal(number.toString()) + " AS DOUBLE)";
  }
}
