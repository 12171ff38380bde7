package io.flarepath.spark.sql;

import io.flarepath.diagnostic.Span;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.SyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/** Remembers the first word that the parser stumbled over, and says it in plain words. */
final class Stumble extends BaseErrorListener {

  private final BoundSql sql;
  private final FoldedText folded;
  private final CommonTokenStream tokens;
  private final List<SyntaxError> found = new ArrayList<>();

  Stumble(BoundSql sql, FoldedText folded, CommonTokenStream tokens) {
    this.sql = sql;
    this.folded = folded;
    this.tokens = tokens;
  }

  Optional<SqlFacts> first() {
    return found.stream().findFirst().map(error -> error);
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offendingSymbol,
      int line,
      int charPositionInLine,
      String msg,
      RecognitionException e) {
    if (offendingSymbol instanceof Token token) {
      found.add(token.getType() == Token.EOF ? atTheEnd() : at(token));
    }
  }

  SqlFacts unclosedComment() {
    return tokens.getTokens().stream()
        .filter(token -> token.getType() == SqlBaseLexer.BRACKETED_COMMENT)
        .reduce((earlier, later) -> later)
        .map(token -> error("unclosed comment", token, 2))
        .orElseGet(this::atTheEnd);
  }

  private SyntaxError at(Token token) {
    if (token.getType() != SqlBaseLexer.UNRECOGNIZED) {
      String previous = previous(token).map(word -> " after `" + word + "`").orElse("");
      return error(
          "`" + token.getText() + "` is not expected here" + previous,
          token,
          token.getText().length());
    }
    return switch (token.getText()) {
      case "'", "\"", "`" -> error("unclosed quote", token, 1);
      default -> error("`" + token.getText() + "` is not valid in SQL", token, 1);
    };
  }

  private SyntaxError atTheEnd() {
    return tokens.getTokens().stream()
        .filter(Stumble::isVisible)
        .reduce((earlier, later) -> later)
        .map(
            last ->
                error(
                    "unexpected end of the SQL after `" + written(last) + "`",
                    last,
                    last.getText().length()))
        .orElseGet(() -> new SyntaxError("the SQL is empty", sql.span(0, 1)));
  }

  private Optional<String> previous(Token token) {
    return tokens.getTokens().stream()
        .filter(Stumble::isVisible)
        .takeWhile(earlier -> earlier.getTokenIndex() < token.getTokenIndex())
        .reduce((earlier, later) -> later)
        .map(this::written);
  }

  /** A word as the user wrote it: a key, not the value bound to it. */
  private String written(Token token) {
    int start = folded.offset(token.getStartIndex());
    int end = start + token.getText().length();
    if (sql.keysWithin(start, end).isEmpty()) {
      return token.getText();
    }
    Span span = sql.span(start, end);
    String line = span.source().line(span.line());
    return line.substring(span.column() - 1, span.column() - 1 + span.length());
  }

  private static boolean isVisible(Token token) {
    return token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != Token.EOF;
  }

  private SyntaxError error(String message, Token token, int length) {
    int start = folded.offset(token.getStartIndex());
    return new SyntaxError(oneLine(message), sql.span(start, start + length));
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ");
  }
}
