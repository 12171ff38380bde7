package io.flarepath.lab;

import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.sql.BoundSql;
import java.util.List;
import java.util.function.UnaryOperator;

/** The conditions of SQL by its text alone, for tests that have no engine to understand it. */
public final class ParsedColumns {

  private static final CatalystSqlParser SQL = new CatalystSqlParser();

  private ParsedColumns() {}

  /**
   * What the SQL compares with keys.
   *
   * @param types the type of a column of a name
   */
  public static List<Compared> compared(BoundSql sql, UnaryOperator<String> types) {
    return SQL.parse(sql).asQuery().stream()
        .flatMap(query -> query.comparisons().stream())
        .map(
            comparison ->
                new Compared(
                    column(comparison.column(), types.apply(comparison.column())), comparison))
        .toList();
  }

  public static SourceColumn column(String name, String type) {
    return new SourceColumn(name.hashCode(), name, type);
  }
}
