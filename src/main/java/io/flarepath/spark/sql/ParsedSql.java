package io.flarepath.spark.sql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.sql.BoundSql;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;

/**
 * A statement's parse tree with the text that it was parsed from.
 *
 * @param sql the text
 * @param folded the same text as the lexer saw it
 * @param statement the tree
 */
record ParsedSql(BoundSql sql, FoldedText folded, StatementContext statement) {

  /** The offset of a node's first character in the bound text. */
  int start(ParserRuleContext node) {
    return folded.offset(node.getStart().getStartIndex());
  }

  /** The offset after a node's last character in the bound text. */
  int end(ParserRuleContext node) {
    Token last = node.getStop();
    return Math.max(start(node), folded.offset(last.getStopIndex() + 1));
  }

  /** The position of a node in the user's file. */
  Span span(ParserRuleContext node) {
    return sql.span(start(node), end(node));
  }

  /** A node as it appears in the bound text. */
  String text(ParserRuleContext node) {
    return sql.text().substring(start(node), end(node));
  }

  /** A node as the user wrote it, with its places for keys. */
  Passage written(ParserRuleContext node) {
    return sql.written(start(node), end(node));
  }

  /** The parts of a dotted name, without back quotes. */
  static List<String> parts(MultipartIdentifierContext name) {
    return name.parts.stream().map(ParsedSql::unquoted).toList();
  }

  static String unquoted(ErrorCapturingIdentifierContext part) {
    return unquoted(part.getText());
  }

  /** An identifier without its back quotes. */
  static String unquoted(String identifier) {
    boolean isQuoted =
        identifier.length() > 1 && identifier.startsWith("`") && identifier.endsWith("`");
    return isQuoted
        ? identifier.substring(1, identifier.length() - 1).replace("``", "`")
        : identifier;
  }

  /** A node's rule contexts among its children, in order. */
  static List<ParserRuleContext> children(ParseTree node) {
    return IntStream.range(0, node.getChildCount())
        .mapToObj(node::getChild)
        .filter(ParserRuleContext.class::isInstance)
        .map(ParserRuleContext.class::cast)
        .toList();
  }
}
