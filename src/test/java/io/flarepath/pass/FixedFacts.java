package io.flarepath.pass;

import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.ParsedColumns;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A source of whole numbers: its column {@code at} is a bigint, SQL is {@code select 10 + 5}, and
 * what was asked is remembered.
 */
public final class FixedFacts implements SourceFacts {

  public final List<String> asked = new ArrayList<>();
  private final OptionalLong newest;
  private long most = Long.MAX_VALUE;

  public FixedFacts(OptionalLong newest) {
    this.newest = newest;
  }

  /** No key's SQL gives more. */
  public void most(long value) {
    most = value;
  }

  @Override
  public String value(String key, BoundSql sql) {
    if (sql.text().startsWith("SELECT typeof(")) {
      return "bigint";
    }
    asked.add(key + ": " + sql.text());
    return Long.toString(Math.min(most, sum(sql.text())));
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return ParsedColumns.compared(sql, FixedFacts::type);
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return Optional.of(ParsedColumns.column(name, type(name)));
  }

  private static String type(String column) {
    return column.equals("at") ? "bigint" : "";
  }

  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    asked.add("newest " + column.name());
    return newest.stream().mapToObj(AxisValue::of).findFirst();
  }

  /** Every number up to the newest is there. */
  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    asked.add("oldest " + column.name() + " in " + within);
    return newest.isPresent() && !within.isEmpty() && within.firstStep() <= newest.getAsLong()
        ? Optional.of(within.start())
        : Optional.empty();
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    asked.add("point " + expression.text());
    return new AxisPoint(AxisValue.of(sum(expression.text())), 0);
  }

  private static long sum(String expression) {
    return Arrays.stream(
            expression
                .toLowerCase(Locale.ROOT)
                .replaceAll("--.*|select|of_the_clock|['()]", "")
                .split("\\+"))
        .mapToLong(term -> Long.parseLong(term.trim()))
        .sum();
  }
}
