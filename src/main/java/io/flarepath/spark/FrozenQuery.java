package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.InputPlan;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.source.DataSource;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.BoundSql.Replacement;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs an input's query, with every table at the snapshot at which the pass found it. */
final class FrozenQuery {

  /** What the user himself says of the time, after a table's name. */
  private static final Pattern TIME =
      Pattern.compile(
          "\\s+(FOR\\s+)?(SYSTEM_)?(VERSION|TIMESTAMP|TIME)\\s+AS\\s+OF\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** {@code TABLE name} alone is a query, after which nothing may stand. */
  private static final Pattern BARE =
      Pattern.compile(".*\\bTABLE\\s+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final SparkSession session;

  FrozenQuery(SparkSession session) {
    this.session = session;
  }

  Dataset<Row> run(InputPlan input, DataSource.Query query, Map<TableName, FrozenTable> tables) {
    BoundSql sql = frozen(query, tables);
    try {
      return session.sql(sql.text());
    } catch (Exception e) {
      throw new FlarepathException(
          SparkFailures.located(
              e,
              sql,
              Diagnostic.error(
                  Code.STEP_FAILED,
                  "Spark rejected the query of the input `" + input.name() + "`")),
          e);
    }
  }

  /** The query with each name replaced by the table's own, and its snapshot behind it. */
  static BoundSql frozen(DataSource.Query query, Map<TableName, FrozenTable> tables) {
    Passage origin = query.sql();
    BoundSql written = BoundSql.of(origin);
    return new CatalystSqlParser()
        .parse(written)
        .asQuery()
        .map(facts -> frozen(query, facts, tables))
        .orElse(written);
  }

  private static BoundSql frozen(
      DataSource.Query query, SqlFacts.Query facts, Map<TableName, FrozenTable> tables) {
    Passage origin = query.sql();
    StringBuilder text = new StringBuilder();
    List<Replacement> replacements = new ArrayList<>();
    int done = 0;
    for (TableRead read : facts.tables()) {
      DataSource.Table table = query.tables().get(read.name());
      if (table == null) {
        continue;
      }
      text.append(origin.text(), done, read.start());
      int start = text.length();
      text.append(table.quoted());
      OptionalLong snapshot = InputReader.snapshot(tables, table.name());
      if (snapshot.isPresent() && table.metadata().isEmpty() && !saysTime(origin.text(), read)) {
        text.append(" VERSION AS OF ").append(snapshot.getAsLong());
      }
      replacements.add(
          new Replacement(
              new SqlTemplate.Place("", read.start(), read.end()), start, text.length()));
      done = read.end();
    }
    text.append(origin.text().substring(done));
    return new BoundSql(text.toString(), origin, replacements);
  }

  private static boolean saysTime(String text, TableRead read) {
    return TIME.matcher(text.substring(read.end())).matches()
        || BARE.matcher(text.substring(0, read.start())).matches();
  }
}
