package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.report.Json;
import io.flarepath.report.TableText;
import io.flarepath.spark.Queries;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlFacts;
import java.util.List;

/** {@code query}: one read-only query over the catalogs of the settings. */
final class QueryCommand {

  private QueryCommand() {}

  /** Refuses what is not a query, before an engine is started. */
  static void check(String sql) {
    SqlFacts facts = Workspace.SQL.parse(bound(sql));
    if (facts instanceof SqlFacts.SyntaxError error) {
      throw new FlarepathException(
          Diagnostic.error(Code.SQL_SYNTAX, "this SQL cannot be parsed")
              .at(error.place())
              .because(error.message()));
    }
    if (facts instanceof SqlFacts.Command command
        && !command.kind().startsWith("SHOW")
        && !command.kind().startsWith("DESC")) {
      throw new FlarepathException(
          Diagnostic.error(Code.NOT_A_QUERY, "`query` only reads, and this is " + command.kind())
              .at(Passage.of("query", sql).span())
              .help("use a workflow to write"));
    }
  }

  static ExitCode run(EngineRoom room, String sql, Voice voice) {
    if (voice.json()) {
      Queries.Answer answer = room.engine().queryJson(bound(sql));
      List<String> rows = answer.rows().stream().map(row -> row.get(0)).toList();
      voice.print(Json.query(answer.columns(), rows));
    } else {
      Queries.Answer answer = room.engine().query(bound(sql));
      voice.print(TableText.of(answer.columns(), answer.rows()));
    }
    return ExitCode.DONE;
  }

  private static BoundSql bound(String sql) {
    return BoundSql.of(Passage.of("query", sql));
  }
}
