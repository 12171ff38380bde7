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
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;

/**
 * The tree of a statement without the values in the places of keys: two bindings of the same SQL
 * have the same shape exactly if their values are nothing but values.
 *
 * <p>What is left out are literals and names in back quotes that a value is in. Everything else is
 * a part of the shape, word by word, so that no value can add, remove or change anything.
 */
public final class QueryShape {

  private static final String VALUE = "?";
  private static final String NAME = "`?`";

  private static final Set<Integer> NUMBERS =
      Set.of(
          SqlBaseLexer.BIGINT_LITERAL,
          SqlBaseLexer.SMALLINT_LITERAL,
          SqlBaseLexer.TINYINT_LITERAL,
          SqlBaseLexer.INTEGER_VALUE,
          SqlBaseLexer.EXPONENT_VALUE,
          SqlBaseLexer.DECIMAL_VALUE,
          SqlBaseLexer.FLOAT_LITERAL,
          SqlBaseLexer.DOUBLE_LITERAL,
          SqlBaseLexer.BIGDECIMAL_LITERAL);

  private static final Set<Integer> TEXTS =
      Set.of(
          SqlBaseLexer.STRING_LITERAL,
          SqlBaseLexer.DOUBLEQUOTED_STRING,
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

  /**
   * The words of a node that values are in.
   *
   * @param others words that are no values
   */
  private record Words(int minus, int types, int numbers, int texts, int names, int others) {

    static final Words NONE = new Words(0, 0, 0, 0, 0, 0);
    static final Words OTHER = new Words(0, 0, 0, 0, 0, 1);

    /** What a word is that has a value in it. */
    static Words of(Token word) {
      int type = word.getType();
      if (type == SqlBaseLexer.MINUS) {
        return new Words(1, 0, 0, 0, 0, 0);
      }
      if (NUMBERS.contains(type)) {
        return new Words(0, 0, 1, 0, 0, 0);
      }
      if (TEXTS.contains(type)) {
        return new Words(0, 0, 0, 1, 0, 0);
      }
      if (type == SqlBaseLexer.BACKQUOTED_IDENTIFIER) {
        return new Words(0, 0, 0, 0, 1, 0);
      }
      boolean isType = TYPES.contains(word.getText().toUpperCase(Locale.ROOT));
      return isType ? new Words(0, 1, 0, 0, 0, 0) : OTHER;
    }

    Words and(Words more) {
      return new Words(
          minus + more.minus,
          types + more.types,
          numbers + more.numbers,
          texts + more.texts,
          names + more.names,
          others + more.others);
    }

    /**
     * Strings beside each other are one: so is a raw string written that has quotes of both kinds.
     */
    Words joined() {
      return texts > 1 ? new Words(minus, types, numbers, 1, names, others) : this;
    }

    /** What stands for them, if they are one literal, as {@code -1.5} is, or one name. */
    Optional<String> single() {
      boolean isNumber = numbers == 1 && minus <= 1 && types + texts == 0;
      boolean isText = texts == 1 && types <= 1 && numbers + minus == 0;
      boolean isName = names == 1 && minus + types + numbers + texts == 0;
      if (others > 0 || !(isNumber || isText || isName) || (names == 1) != isName) {
        return Optional.empty();
      }
      return Optional.of(isName ? NAME : VALUE);
    }
  }

  /** Adds a node, and returns its words. */
  private Words add(ParserRuleContext node) {
    int start = shape.length();
    shape.append('(').append(node.getClass().getSimpleName());
    Words words = Words.NONE;
    for (int i = 0; i < node.getChildCount(); i++) {
      shape.append(' ');
      words = words.and(add(node.getChild(i)));
    }
    shape.append(')');
    if (node instanceof SqlBaseParser.StringLiteralContext) {
      words = words.joined();
    }
    words
        .single()
        .ifPresent(
            single -> {
              shape.setLength(start);
              shape.append(single);
            });
    return words;
  }

  private Words add(ParseTree child) {
    if (child instanceof ParserRuleContext inner) {
      return add(inner);
    }
    Token word = ((TerminalNode) child).getSymbol();
    boolean hasValue = !sql.keysWithin(start(word), end(word)).isEmpty();
    Words words = hasValue ? Words.of(word) : Words.OTHER;
    shape.append(
        words.equals(Words.OTHER) ? word.getText() : words.single().orElse(word.getText()));
    return words;
  }

  private int start(Token token) {
    return folded.offset(token.getStartIndex());
  }

  private int end(Token token) {
    return folded.offset(token.getStopIndex() + 1);
  }
}
