package io.flarepath.spark.rows;

import io.flarepath.audit.Measure;
import io.flarepath.workflow.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The measures of an audit as columns of Spark, and the one row of them as numbers. */
public record Aggregates(List<Measure> measures) {

  public Aggregates {
    measures = List.copyOf(measures);
  }

  public boolean isEmpty() {
    return measures.isEmpty();
  }

  /** The aggregates, and after them what some of them are to be divided by. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Measure measure : measures) {
      columns.add(functions.expr(measure.expression()).as("m" + columns.size()));
    }
    for (Measure measure : measures) {
      if (measure.isQuotient()) {
        columns.add(functions.expr(measure.divisor()).as("m" + columns.size()));
      }
    }
    return columns;
  }

  /**
   * The numbers by the measures' names; those that are null are left out.
   *
   * @param row has the columns in their order
   * @param from where the first of them is
   */
  public Map<String, Quantity> values(Row row, int from) {
    Map<String, Quantity> values = new HashMap<>();
    int divisor = from + measures.size();
    for (int i = 0; i < measures.size(); i++) {
      Optional<Quantity> value = number(row, from + i);
      if (measures.get(i).isQuotient()) {
        Optional<Quantity> by = number(row, divisor++);
        value = value.flatMap(sum -> by.flatMap(count -> quotient(sum, count)));
      }
      String name = measures.get(i).name();
      value.ifPresent(number -> values.put(name, number));
    }
    return values;
  }

  private static Optional<Quantity> quotient(Quantity sum, Quantity count) {
    Optional<BigDecimal> by = count.exact().filter(number -> number.signum() != 0);
    return sum.exact()
        .flatMap(number -> by.map(each -> number.divide(each, MathContext.DECIMAL128)))
        .map(Quantity::new);
  }

  /** A number in a row, {@code true} being 1; empty where it is null, or something else. */
  static Optional<Quantity> number(Row row, int at) {
    Object value = row.get(at);
    if (value instanceof Boolean flag) {
      return Optional.of(new Quantity(flag ? 1 : 0));
    }
    return value instanceof Number number ? Optional.of(new Quantity(number)) : Optional.empty();
  }
}
