package io.flarepath.spark.sql;

import io.flarepath.sql.BoundSql;
import io.flarepath.sql.DeepStack;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CacheTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorIdentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementDefaultContext;

/**
 * Reads SQL by Spark's own grammar.
 *
 * <p>It stops at the parse tree and does not build Catalyst's plan: that would take most of a
 * second to load, sets up the engine's logging, and forgets some positions. What only the plan
 * builder rejects, such as an unknown type in a cast, is found when the engine runs.
 */
public final class CatalystSqlParser implements SqlParser {

  @Override
  public SqlFacts parse(BoundSql sql) {
    try {
      return read(sql);
    } catch (StackOverflowError tryDeeper) {
      return deeply(sql);
    }
  }

  private static SqlFacts deeply(BoundSql sql) {
    try {
      return DeepStack.read(() -> read(sql));
    } catch (StackOverflowError tooDeep) {
      return new SqlFacts.SyntaxError(DeepStack.TOO_DEEP, sql.origin().span());
    }
  }

  /** One query as Spark's grammar reads it; empty if the text is anything else, or no SQL. */
  static Optional<ParsedSql> query(BoundSql sql) {
    Reading reading = Reading.of(sql);
    boolean isQuery =
        reading.stumble().first().isEmpty()
            && !reading.lexer().has_unclosed_bracketed_comment
            && reading.parsed().statement() instanceof StatementDefaultContext;
    return Optional.of(reading.parsed()).filter(found -> isQuery);
  }

  private static SqlFacts read(BoundSql sql) {
    Reading reading = Reading.of(sql);
    if (reading.lexer().has_unclosed_bracketed_comment) {
      return reading.stumble().unclosedComment();
    }
    ParsedSql parsed = reading.parsed();
    CommonTokenStream tokens = reading.tokens();
    Optional<SqlFacts> found =
        reading.stumble().first().or(() -> badName(parsed, parsed.statement()));
    return found
        .map(
            error ->
                CommandKind.ofForeign(tokens)
                    .<SqlFacts>map(kind -> new SqlFacts.Command(kind, List.of()))
                    .orElse(error))
        .orElseGet(() -> facts(parsed, tokens));
  }

  /** A text that was read by the grammar, with what it stumbled over. */
  private record Reading(
      SqlBaseLexer lexer, CommonTokenStream tokens, Stumble stumble, ParsedSql parsed) {

    static Reading of(BoundSql sql) {
      FoldedText folded = new FoldedText(sql.text());
      SqlBaseLexer lexer = new SqlBaseLexer(folded);
      lexer.removeErrorListeners();
      CommonTokenStream tokens = new CommonTokenStream(lexer);
      Stumble stumble = new Stumble(sql, folded, tokens);
      ParsedSql parsed = new ParsedSql(sql, folded, statement(tokens, stumble));
      return new Reading(lexer, tokens, stumble, parsed);
    }
  }

  /** As Spark does: the fast way first, and once more with all its power if that fails. */
  private static StatementContext statement(CommonTokenStream tokens, Stumble stumble) {
    SqlBaseParser parser = new SqlBaseParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return parser.singleStatement().statement();
    } catch (ParseCancellationException tryAgain) {
      tokens.seek(0);
      parser.reset();
      parser.addErrorListener(stumble);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      return parser.singleStatement().statement();
    }
  }

  private static SqlFacts facts(ParsedSql parsed, CommonTokenStream tokens) {
    StatementContext statement = parsed.statement();
    if (statement instanceof StatementDefaultContext query) {
      return new SqlFacts.Query(
          TableReads.of(parsed, query),
          KeyComparisons.of(parsed, query.query()),
          ResultColumns.of(query.query()),
          Scripts.of(parsed));
    }
    if (statement instanceof CacheTableContext cache) {
      return cached(parsed, cache);
    }
    return new SqlFacts.Command(CommandKind.of(statement, tokens), Scripts.of(parsed));
  }

  private static SqlFacts cached(ParsedSql parsed, CacheTableContext cache) {
    List<TableRead> view = TableReads.of(parsed, cache.identifierReference());
    String name = view.isEmpty() ? "" : view.get(0).name();
    if (cache.query() != null) {
      SqlFacts.Query query =
          new SqlFacts.Query(
              TableReads.of(parsed, cache.query()),
              KeyComparisons.of(parsed, cache.query()),
              ResultColumns.of(cache.query()),
              Scripts.of(parsed));
      return new SqlFacts.Cache(name, query, parsed.start(cache.query()));
    }
    SqlFacts.Query whole = new SqlFacts.Query(view, List.of(), Optional.empty(), List.of());
    return new SqlFacts.Cache(name, whole, parsed.sql().text().length());
  }

  /** The grammar reads {@code a-b} as a name so that it can say what is wrong with it. */
  private static Optional<SqlFacts> badName(ParsedSql parsed, ParserRuleContext node) {
    if (node instanceof ErrorIdentContext hyphen) {
      ParserRuleContext name = hyphen.getParent();
      String message = "the name " + parsed.text(name) + " needs backquotes around it";
      return Optional.of(new SqlFacts.SyntaxError(message, parsed.span(name)));
    }
    return ParsedSql.children(node).stream()
        .map(child -> badName(parsed, child))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
