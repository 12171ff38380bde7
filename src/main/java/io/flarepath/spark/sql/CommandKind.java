package io.flarepath.spark.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DmlStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultiInsertQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;

/** Names a statement that is not a query by the words it begins with. */
final class CommandKind {

  /** Verbs that need their object to say anything. */
  private static final Set<String> WITH_OBJECT =
      Set.of(
          "CREATE", "DROP", "ALTER", "REPLACE", "SHOW", "TRUNCATE", "REFRESH", "REPAIR", "ANALYZE");

  private static final Set<String> OBJECTS =
      Set.of(
          "TABLE",
          "TABLES",
          "VIEW",
          "VIEWS",
          "FUNCTION",
          "FUNCTIONS",
          "DATABASE",
          "DATABASES",
          "SCHEMA",
          "SCHEMAS",
          "NAMESPACE",
          "NAMESPACES",
          "INDEX",
          "COLUMNS",
          "PARTITIONS",
          "CATALOGS",
          "TBLPROPERTIES");

  /** Verbs whose statements Iceberg adds to Spark's grammar, so that Spark's alone rejects them. */
  private static final Set<String> FOREIGN = Set.of("CALL", "ALTER");

  private CommandKind() {}

  static String of(StatementContext statement, CommonTokenStream tokens) {
    if (statement instanceof DmlStatementContext dml) {
      boolean isMultiInsert = dml.dmlStatementNoWith() instanceof MultiInsertQueryContext;
      return isMultiInsert ? "INSERT" : named(words(dml.dmlStatementNoWith(), tokens));
    }
    return named(words(statement, tokens));
  }

  /** What a statement that Spark's grammar rejects is, if Iceberg's accepts such statements. */
  static Optional<String> ofForeign(CommonTokenStream tokens) {
    List<String> words = words(0, tokens);
    return words.isEmpty() || !FOREIGN.contains(words.get(0))
        ? Optional.empty()
        : Optional.of(named(words));
  }

  private static String named(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    String object =
        WITH_OBJECT.contains(verb)
            ? words.stream().filter(OBJECTS::contains).findFirst().map(o -> " " + o).orElse("")
            : "";
    return verb + object;
  }

  private static List<String> words(ParserRuleContext node, CommonTokenStream tokens) {
    return words(node.getStart().getTokenIndex(), tokens);
  }

  private static List<String> words(int from, CommonTokenStream tokens) {
    return tokens.getTokens().stream()
        .skip(from)
        .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
        .limit(6)
        .map(token -> token.getText().toUpperCase(Locale.ROOT))
        .toList();
  }
}
