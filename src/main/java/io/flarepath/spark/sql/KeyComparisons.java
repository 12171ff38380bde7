package io.flarepath.spark.sql;

import io.flarepath.sql.SqlFacts.Comparison;
import io.flarepath.sql.SqlFacts.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ComparisonContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LogicalBinaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ParenthesizedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicateContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicatedContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionContext;

/**
 * Finds the conditions that compare a column with a key and hold for every row of a query's result.
 * What is joined by {@code OR} or negated does not count.
 */
final class KeyComparisons {

  private final ParsedSql parsed;
  private final OuterQuery outer;
  private final List<Comparison> found = new ArrayList<>();

  private KeyComparisons(ParsedSql parsed, OuterQuery outer) {
    this.parsed = parsed;
    this.outer = outer;
  }

  static List<Comparison> of(ParsedSql parsed, QueryContext query) {
    List<Comparison> all = new ArrayList<>();
    for (OuterQuery outer : OuterQuery.layers(query)) {
      KeyComparisons layer = new KeyComparisons(parsed, outer);
      layer.conjuncts(outer.condition());
      all.addAll(layer.found);
    }
    return List.copyOf(all);
  }

  private void conjuncts(BooleanExpressionContext condition) {
    if (condition instanceof LogicalBinaryContext and
        && and.operator.getType() == SqlBaseLexer.AND) {
      conjuncts(and.left);
      conjuncts(and.right);
    } else if (condition instanceof PredicatedContext simple) {
      ParserRuleContext inner = Nodes.unwrapped(simple.valueExpression());
      if (simple.predicate() != null) {
        between(simple.valueExpression(), simple.predicate());
      } else if (inner instanceof ComparisonContext comparison) {
        comparison(comparison);
      } else if (inner instanceof ParenthesizedExpressionContext parenthesized) {
        conjuncts(parenthesized.expression().booleanExpression());
      }
    }
  }

  private void between(ValueExpressionContext column, PredicateContext predicate) {
    if (predicate.kind.getType() == SqlBaseLexer.BETWEEN && predicate.NOT() == null) {
      compare(column, Operator.GREATER_OR_EQUAL, predicate.lower);
      compare(column, Operator.LESS_OR_EQUAL, predicate.upper);
    }
  }

  private void comparison(ComparisonContext comparison) {
    TerminalNode sign = (TerminalNode) comparison.comparisonOperator().getChild(0);
    Optional<Operator> operator =
        switch (sign.getSymbol().getType()) {
          case SqlBaseLexer.GT -> Optional.of(Operator.GREATER);
          case SqlBaseLexer.GTE -> Optional.of(Operator.GREATER_OR_EQUAL);
          case SqlBaseLexer.LT -> Optional.of(Operator.LESS);
          case SqlBaseLexer.LTE -> Optional.of(Operator.LESS_OR_EQUAL);
          default -> Optional.empty();
        };
    operator.ifPresent(
        known -> {
          compare(comparison.left, known, comparison.right);
          compare(comparison.right, turned(known), comparison.left);
        });
  }

  private void compare(
      ValueExpressionContext column, Operator operator, ValueExpressionContext other) {
    Optional<String> name = outer.column(column);
    Set<String> keys = parsed.sql().keysWithin(parsed.start(other), parsed.end(other));
    if (name.isPresent() && !keys.isEmpty() && isConstant(other)) {
      found.add(new Comparison(name.get(), operator, parsed.written(other), keys));
    }
  }

  private static boolean isConstant(ParserRuleContext node) {
    return !(node instanceof ColumnReferenceContext)
        && !(node instanceof StarContext)
        && !(node instanceof QueryContext)
        && ParsedSql.children(node).stream().allMatch(KeyComparisons::isConstant);
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
    };
  }
}
