package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A check of rows before readers can see them. All of its tests must hold. */
public sealed interface Assertion {

  /** At least one. */
  List<Test> tests();

  /** An answer for each case. */
  <R> R match(Function<OfColumn, R> ofColumn, Function<OfSql, R> ofSql);

  /** Itself if it judges a column. */
  default Optional<OfColumn> asOfColumn() {
    return match(Optional::of, sql -> Optional.empty());
  }

  /**
   * A check of one column.
   *
   * @param filter a condition in SQL; only rows that fulfil it are judged
   * @param regex what a valid value looks like; it must match the whole value
   */
  record OfColumn(
      Located<String> column,
      Optional<Passage> filter,
      Optional<Located<String>> regex,
      List<Test> tests)
      implements Assertion {

    public OfColumn {
      tests = List.copyOf(tests);
    }

    @Override
    public <R> R match(Function<OfColumn, R> ofColumn, Function<OfSql, R> ofSql) {
      return ofColumn.apply(this);
    }
  }

  /**
   * A check by a query whose one row has the values that the tests name.
   *
   * @param sql reads the rows under the name of the output, or as {@code source}
   */
  record OfSql(Passage sql, List<Test> tests) implements Assertion {

    public OfSql {
      tests = List.copyOf(tests);
    }

    @Override
    public <R> R match(Function<OfColumn, R> ofColumn, Function<OfSql, R> ofSql) {
      return ofSql.apply(this);
    }
  }

  /**
   * {@code metric operator number}.
   *
   * @param text as written
   * @param metric what is measured: a metric's name, or an alias of the query
   */
  record Test(Located<String> text, String metric, Comparison comparison, BigDecimal number) {

    /** Whether a measured value passes; what is not a number passes no test. */
    public boolean holds(Quantity value) {
      if (value.isNotANumber()) {
        return false;
      }
      int order = value.order(number);
      return switch (comparison) {
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
        case EQUAL -> order == 0;
      };
    }
  }

  /** How a value is compared with the number. */
  enum Comparison {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    EQUAL("=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
