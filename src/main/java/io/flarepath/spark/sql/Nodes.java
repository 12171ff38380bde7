package io.flarepath.spark.sql;

import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ParenthesizedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PrimaryExpressionContext;

/** Steps over the levels of the grammar that say nothing. */
final class Nodes {

  private Nodes() {}

  /** The node itself, or the only thing in it, as deep as that goes. */
  static ParserRuleContext unwrapped(ParserRuleContext node) {
    ParserRuleContext inner = node;
    while (!(inner instanceof PrimaryExpressionContext)
        && inner.getChildCount() == 1
        && inner.getChild(0) instanceof ParserRuleContext only) {
      inner = only;
    }
    return inner;
  }

  /** The same, and without parentheses. */
  static ParserRuleContext bare(ParserRuleContext node) {
    ParserRuleContext inner = unwrapped(node);
    while (inner instanceof ParenthesizedExpressionContext parenthesized) {
      inner = unwrapped(parenthesized.expression());
    }
    return inner;
  }
}
