package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.execution.SparkSqlParser;

/** No value of a key changes the SQL that it is put into, by Spark's own lexer and parser. */
class KeysAreValuesTest {

  private static final SparkSqlParser PARSER = new SparkSqlParser();

  @Property
  void inQuotesSparkReadsBackTheValue(
      @ForAll("hostile") String value, @ForAll("strings") String quoted) {
    String sql = bound(quoted, value).text();
    Literal read = (Literal) PARSER.parseExpression(sql);
    String plain = quoted.replaceFirst("^[rR]", "");
    String around = plain.substring(1, plain.length() - 1).replace("\\", "");
    String wanted = around.replace("$|k|", value);
    String escaped = quoted.contains("\\") ? "\\" : "";
    assertThat(read.value().toString()).isEqualTo(escaped + wanted);
  }

  @Property
  void outsideQuotesSparkReadsBackTheValue(@ForAll("hostile") String value) {
    Literal read = (Literal) PARSER.parseExpression(bound("$|k|", value).text());
    if (read.dataType().typeName().equals("string")) {
      assertThat(read.value().toString()).isEqualTo(value);
    } else {
      assertThat(value.strip()).matches("-?[0-9.]+([eE][+-]?[0-9]+)?");
    }
  }

  @Property
  void everyOtherWordStaysAsItIs(
      @ForAll("hostile") String value, @ForAll("statements") String sql) {
    Assume.that(!sql.contains("`$|k|") || !(value.isEmpty() || value.contains("${")));
    assertThat(otherWords(bound(sql, value))).isEqualTo(otherWords(bound(sql, "x")));
  }

  @Property(tries = 3000)
  void quotesAndCommentsAreThoseOfSparksLexer(@ForAll("fragments") List<String> fragments) {
    String sql = String.join("", fragments);
    List<SqlPart> parts = new ArrayList<>();
    for (Token token : tokens(sql)) {
      String text = token.getText();
      boolean isOpen = token.getType() == SqlBaseLexer.UNRECOGNIZED && "'\"`".contains(text);
      Assume.that(!isOpen);
      kind(token).ifPresent(kind -> parts.add(part(kind, token)));
    }
    assertThat(SqlPart.of(sql, List.of())).isEqualTo(parts);
  }

  private static SqlPart part(SqlPart.Kind kind, Token token) {
    String text = token.getText();
    int length =
        kind == SqlPart.Kind.LINE_COMMENT
            ? text.replaceAll("\r\n?\\z|(?<!\\\\)\n\\z", "").length()
            : text.length();
    return new SqlPart(kind, token.getStartIndex(), token.getStartIndex() + length);
  }

  private static Optional<SqlPart.Kind> kind(Token token) {
    char last = token.getText().charAt(token.getText().length() - 1);
    boolean isRaw = "rR".indexOf(token.getText().charAt(0)) >= 0;
    return Optional.ofNullable(
        switch (token.getType()) {
          case SqlBaseLexer.STRING_LITERAL ->
              !isRaw
                  ? SqlPart.Kind.SINGLE_QUOTED
                  : last == '\'' ? SqlPart.Kind.RAW_SINGLE_QUOTED : SqlPart.Kind.RAW_DOUBLE_QUOTED;
          case SqlBaseLexer.DOUBLEQUOTED_STRING -> SqlPart.Kind.DOUBLE_QUOTED;
          case SqlBaseLexer.BACKQUOTED_IDENTIFIER -> SqlPart.Kind.NAME;
          case SqlBaseLexer.SIMPLE_COMMENT -> SqlPart.Kind.LINE_COMMENT;
          case SqlBaseLexer.BRACKETED_COMMENT -> SqlPart.Kind.BLOCK_COMMENT;
          default -> null;
        });
  }

  /** The words of the SQL that hold nothing of a value, with what separates them. */
  private static List<String> otherWords(BoundSql bound) {
    List<String> words = new ArrayList<>();
    for (Token token : tokens(bound.text())) {
      int start = bound.text().offsetByCodePoints(0, token.getStartIndex());
      int end = start + token.getText().length();
      boolean isOther =
          bound.replacements().stream()
              .noneMatch(
                  value ->
                      (start < value.end() && value.start() < end)
                          || (start < value.start() && value.start() < end));
      if (isOther) {
        words.add(token.getType() + " " + token.getText());
      }
    }
    return words;
  }

  private static List<? extends Token> tokens(String sql) {
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    lexer.removeErrorListeners();
    return lexer.getAllTokens();
  }

  private static BoundSql bound(String sql, String value) {
    return SqlTemplate.of(Passage.of("sql", sql)).bind(Map.of("k", value));
  }

  @Provide
  Arbitrary<String> hostile() {
    return HostileText.any();
  }

  @Provide
  Arbitrary<String> strings() {
    return Arbitraries.of(
        "'$|k|'",
        "'$|k| 00:00:00'",
        "\"a$|k|b\"",
        "'$|k|$|k|'",
        "r'$|k|'",
        "R\"a$|k|b\"",
        "r'$$|k|{x}'",
        "'$$|k|{x}'",
        "'\\$|k|'",
        "\"\\$|k|\"",
        "'{$|k|$'");
  }

  @Provide
  Arbitrary<String> statements() {
    return Arbitraries.of(
        "select * from t where a > '$|k|' and b <= '$|k|' -- it's $|k|\n and c = \"it's\"",
        "select /* $|k| /* $|k| */ 'x' */ $|k| from t",
        "select /*+ coalesce($|k|) */ a from t where a>=$|k|",
        "select -$|k|, 1-$|k|, f($|k|),t.$|k| from t",
        "select 'a'$|k|'b', `$|k|`, `a``$|k|b` from t",
        "select r'$|k|' as a, R\"$|k|\" as b, x'$|k|' from t",
        "select a from t where a like '%$|k|%' and b = timestamp\"$|k|\"",
        "select '\\$|k|', \"\\\\$|k|\" from t --$|k|");
  }

  @Provide
  Arbitrary<List<String>> fragments() {
    return Arbitraries.of(
            "'", "\"", "`", "\\", "--", "-", "/*", "*/", "/", "*", "+", "r'", "R\"", "r", "x'", "a",
            "1", ".", " ", "\n", "\r", "\r\n", "\\\n", ";", "(", "_")
        .list()
        .ofMaxSize(14);
  }
}
