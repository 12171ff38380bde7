package io.flarepath.spark.sql;

import io.flarepath.sql.SqlFacts.Script;
import io.flarepath.sql.SqlProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LateralViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TransformClauseContext;

/** What in a statement runs a program, as far as the text says so, at any depth. */
final class Scripts {

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
    return ParsedSql.unquoted(parsed.text(name)).toLowerCase(Locale.ROOT);
  }
}
