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
import java.util.Optional;

/** {@code query}: one read-only query over the catalogs of the settings. */
final class QueryCommand {

  private QueryCommand() {}

  /** Refuses what is not a query, before an engine is started. */
  static void check(String sql) {
    SqlFacts facts = Workspace.SQL.parse(bound(sql));
    Optional<Diagnostic> fault =
        facts.match(
            query -> Optional.empty(),
            cache -> Optional.of(fault("CACHE TABLE", sql)),
            command -> looks(command) ? Optional.empty() : Optional.of(fault(command.kind(), sql)),
            error -> Optional.of(fault(error)));
    Optional<Diagnostic> script = facts.scripts().stream().findFirst().map(found -> fault(found));
    fault
        .or(() -> script)
        .ifPresent(
            refused -> {
              throw new FlarepathException(refused);
            });
  }

  private static boolean looks(SqlFacts.Command command) {
    return command.kind().startsWith("SHOW") || command.kind().startsWith("DESC");
  }

  private static Diagnostic fault(String kind, String sql) {
    return Diagnostic.error(Code.NOT_A_QUERY, "`query` can only read, but this is " + kind)
        .at(Passage.of("query", sql).span())
        .help("use a workflow to write data");
  }

  private static Diagnostic fault(SqlFacts.Script script) {
    return Diagnostic.error(
            Code.SCRIPT_REFUSED, "`query` can only read, but " + script.program().words())
        .at(script.place());
  }

  private static Diagnostic fault(SqlFacts.SyntaxError error) {
    return Diagnostic.error(Code.SQL_SYNTAX, "this SQL cannot be parsed")
        .at(error.place())
        .because(error.message());
  }

  static ExitCode run(EngineRoom room, String sql, Voice voice) {
    if (voice.json()) {
      Queries.Answer answer = room.engine().queryJson(bound(sql));
      List<String> rows = answer.rows().stream().map(row -> row.get(0)).toList();
      voice.document(Json.query(answer.columns(), rows));
    } else {
      Queries.Answer answer = room.engine().query(bound(sql));
      voice.printAll(TableText.fitted(answer.columns(), answer.rows(), voice.tableWidth()));
    }
    return ExitCode.DONE;
  }

  private static BoundSql bound(String sql) {
    return BoundSql.of(Passage.of("query", sql));
  }
}
