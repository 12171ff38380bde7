package io.flarepath.spark.sql;

import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlFacts.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TemporalClauseContext;

/**
 * Finds what a query reads, in its subqueries too. A name that {@code WITH} defines is not a table
 * where the definition reaches: in the query it belongs to, and in the definitions after it.
 */
final class TableReads {

  private final ParsedSql parsed;
  private final List<TableRead> reads = new ArrayList<>();

  private TableReads(ParsedSql parsed) {
    this.parsed = parsed;
  }

  static List<TableRead> of(ParsedSql parsed, ParserRuleContext node) {
    TableReads found = new TableReads(parsed);
    found.walk(node, Set.of());
    return List.copyOf(found.reads);
  }

  private void walk(ParserRuleContext node, Set<String> defined) {
    if (node instanceof QueryContext query && query.ctes() != null) {
      walkWith(query, defined);
    } else if (node instanceof IdentifierReferenceContext name
        && name.multipartIdentifier() != null) {
      read(name, defined);
    } else {
      ParsedSql.children(node).forEach(child -> walk(child, defined));
    }
  }

  private void walkWith(QueryContext query, Set<String> outer) {
    Set<String> defined = new LinkedHashSet<>(outer);
    for (NamedQueryContext named : query.ctes().namedQuery()) {
      walk(named.query(), Set.copyOf(defined));
      defined.add(folded(ParsedSql.unquoted(named.name)));
    }
    ParsedSql.children(query).stream()
        .filter(child -> child != query.ctes())
        .forEach(child -> walk(child, defined));
  }

  private void read(IdentifierReferenceContext name, Set<String> defined) {
    List<String> parts = ParsedSql.parts(name.multipartIdentifier());
    if (parts.size() > 1 || !defined.contains(folded(parts.get(0)))) {
      reads.add(
          new TableRead(
              String.join(".", parts),
              parsed.span(name),
              parsed.start(name),
              parsed.end(name),
              version(name)));
    }
  }

  private Optional<Version> version(IdentifierReferenceContext name) {
    if (!(name.getParent() instanceof TableNameContext table) || table.temporalClause() == null) {
      return Optional.empty();
    }
    TemporalClauseContext asOf = table.temporalClause();
    return Optional.of(
        asOf.version() == null
            ? new Version(true, parsed.text(asOf.timestamp))
            : new Version(false, unquoted(parsed.text(asOf.version()))));
  }

  private static String unquoted(String version) {
    return version.replaceAll("\\A['\"]|['\"]\\z", "");
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
