package io.flarepath.spark.sql;

import io.flarepath.sql.SqlFacts.Script;
import io.flarepath.sql.SqlProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LateralViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TransformClauseContext;

/** What in a statement runs a program, as far as the text says so, at any depth. */
final class Scripts {

  /** A name that is written as a text; where it is computed, Spark refuses it. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?is)identifier\\s*\\(\\s*['\"](?<name>[^'\"]*)['\"]\\s*\\)");

  private final ParsedSql parsed;
  private final List<Script> found = new ArrayList<>();

  private Scripts(ParsedSql parsed) {
    this.parsed = parsed;
  }

  static List<Script> of(ParsedSql parsed) {
    Scripts scripts = new Scripts(parsed);
    scripts.add(parsed.statement());
    return scripts.found;
  }

  private void add(ParserRuleContext node) {
    if (node instanceof TransformClauseContext) {
      found.add(new Script(SqlProgram.transform(), parsed.span(node)));
    }
    name(node)
        .filter(name -> SqlProgram.FUNCTIONS.contains(folded(name)))
        .ifPresent(
            name ->
                found.add(new Script(SqlProgram.function(parsed.text(name)), parsed.span(name))));
    ParsedSql.children(node).forEach(this::add);
  }

  private static Optional<ParserRuleContext> name(ParserRuleContext node) {
    if (node instanceof FunctionNameContext || node instanceof FunctionTableContext) {
      return node instanceof FunctionTableContext table
          ? Optional.ofNullable(table.funcName)
          : Optional.of(node);
    }
    return node instanceof LateralViewContext lateral
        ? Optional.ofNullable(lateral.qualifiedName())
        : Optional.empty();
  }

  private String folded(ParserRuleContext name) {
    String text = parsed.text(name);
    Matcher written = IDENTIFIER.matcher(text);
    String whole = written.matches() ? written.group("name") : text;
    return ParsedSql.unquoted(whole.strip()).toLowerCase(Locale.ROOT);
  }
}
