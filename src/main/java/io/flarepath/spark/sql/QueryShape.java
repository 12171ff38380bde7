package io.flarepath.spark.sql;

import io.flarepath.sql.BoundSql;
import io.flarepath.sql.DeepStack;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/**
 * The tree of a statement without the values in the places of keys: two bindings of the same SQL
 * have the same shape exactly if their values are nothing but values.
 *
 * <p>What is left out are literals and names in back quotes that a value is in. Everything else is
 * a part of the shape, word by word, so that no value can add, remove or change anything.
 */
public final class QueryShape {

  private static final String VALUE = "?";

  /**
   * The words of literals: {@code -1.5}, {@code 'text'}, {@code DATE '2024-01-01'}, {@code true}.
   */
  private static final Set<Integer> LITERALS =
      Set.of(
          SqlBaseLexer.STRING_LITERAL,
          SqlBaseLexer.DOUBLEQUOTED_STRING,
          SqlBaseLexer.BIGINT_LITERAL,
          SqlBaseLexer.SMALLINT_LITERAL,
          SqlBaseLexer.TINYINT_LITERAL,
          SqlBaseLexer.INTEGER_VALUE,
          SqlBaseLexer.EXPONENT_VALUE,
          SqlBaseLexer.DECIMAL_VALUE,
          SqlBaseLexer.FLOAT_LITERAL,
          SqlBaseLexer.DOUBLE_LITERAL,
          SqlBaseLexer.BIGDECIMAL_LITERAL,
          SqlBaseLexer.BACKQUOTED_IDENTIFIER,
          SqlBaseLexer.MINUS,
          SqlBaseLexer.TRUE,
          SqlBaseLexer.FALSE);

  /** The words before the text of a literal that has a type. */
  private static final Set<String> TYPES = Set.of("DATE", "TIMESTAMP", "TIMESTAMP_NTZ");

  private final BoundSql sql;
  private final FoldedText folded;
  private final StringBuilder shape = new StringBuilder();

  private QueryShape(BoundSql sql, FoldedText folded) {
    this.sql = sql;
    this.folded = folded;
  }

  /** The shape of one query; empty if the text is anything else, or no SQL. */
  public static Optional<String> ofQuery(BoundSql sql) {
    try {
      return read(sql);
    } catch (StackOverflowError tryDeeper) {
      return DeepStack.read(() -> read(sql));
    }
  }

  private static Optional<String> read(BoundSql sql) {
    return CatalystSqlParser.query(sql)
        .map(
            parsed -> {
              QueryShape shape = new QueryShape(sql, parsed.folded());
              shape.add(parsed.statement());
              return shape.shape.toString();
            });
  }

  /** Adds a node, and returns whether it is nothing but values. */
  private boolean add(ParserRuleContext node) {
    int start = shape.length();
    shape.append('(').append(node.getClass().getSimpleName());
    boolean isValue = node.getChildCount() > 0;
    for (int i = 0; i < node.getChildCount(); i++) {
      shape.append(' ');
      isValue &= add(node.getChild(i));
    }
    shape.append(')');
    if (isValue) {
      shape.setLength(start);
      shape.append(VALUE);
    }
    return isValue;
  }

  private boolean add(ParseTree child) {
    if (child instanceof ParserRuleContext inner) {
      return add(inner);
    }
    Token word = ((TerminalNode) child).getSymbol();
    boolean isValue = isValue(word);
    shape.append(isValue ? VALUE : word.getText());
    return isValue;
  }

  private boolean isValue(Token token) {
    return !sql.keysWithin(start(token), end(token)).isEmpty()
        && (LITERALS.contains(token.getType())
            || TYPES.contains(token.getText().toUpperCase(Locale.ROOT)));
  }

  private int start(Token token) {
    return folded.offset(token.getStartIndex());
  }

  private int end(Token token) {
    return folded.offset(token.getStopIndex() + 1);
  }
}
