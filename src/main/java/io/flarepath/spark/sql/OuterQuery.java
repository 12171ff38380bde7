package io.flarepath.spark.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AliasedQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DereferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FromClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubqueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableAliasContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableNameContext;

/**
 * A {@code SELECT} whose {@code WHERE} holds for every row of the whole query's result: the
 * outermost one, and the derived tables that it does nothing to but {@code SELECT *}. A limit, an
 * aggregation, a set operation end the search.
 */
final class OuterQuery {

  private final RegularQuerySpecificationContext select;

  private OuterQuery(RegularQuerySpecificationContext select) {
    this.select = select;
  }

  /** The queries that have a condition, from the outside in. */
  static List<OuterQuery> layers(QueryContext query) {
    List<OuterQuery> layers = new ArrayList<>();
    Optional<RegularQuerySpecificationContext> next = select(query);
    while (next.isPresent()) {
      RegularQuerySpecificationContext select = next.get();
      if (select.whereClause() != null) {
        layers.add(new OuterQuery(select));
      }
      next = onlySource(select).flatMap(OuterQuery::select);
    }
    return List.copyOf(layers);
  }

  BooleanExpressionContext condition() {
    return select.whereClause().booleanExpression();
  }

  /**
   * The name of a bare column, if the node is one and still means the same in the result: {@code
   * SELECT f(ts) AS ts … WHERE ts > x} says nothing of the result's {@code ts}.
   */
  Optional<String> column(ParserRuleContext node) {
    return names(Nodes.bare(node))
        .filter(parts -> isQualifier(parts.subList(0, parts.size() - 1)))
        .map(parts -> parts.get(parts.size() - 1))
        .filter(name -> !isRedefined(name));
  }

  private static Optional<RegularQuerySpecificationContext> select(QueryContext query) {
    boolean isLimited =
        query.queryOrganization().limit != null || query.queryOrganization().offset != null;
    QueryTermContext term = query.queryTerm();
    if (isLimited || !(term instanceof QueryTermDefaultContext single)) {
      return Optional.empty();
    }
    if (single.queryPrimary() instanceof SubqueryContext parenthesized) {
      return select(parenthesized.query());
    }
    return single.queryPrimary() instanceof QueryPrimaryDefaultContext primary
            && primary.querySpecification() instanceof RegularQuerySpecificationContext regular
            && regular.aggregationClause() == null
            && regular.havingClause() == null
        ? Optional.of(regular)
        : Optional.empty();
  }

  /** The derived table of {@code SELECT * FROM (query)}. */
  private static Optional<QueryContext> onlySource(RegularQuerySpecificationContext select) {
    FromClauseContext from = select.fromClause();
    List<NamedExpressionContext> columns = columns(select);
    boolean isStar =
        columns.size() == 1 && Nodes.unwrapped(columns.get(0).expression()) instanceof StarContext;
    if (!isStar
        || from == null
        || from.relation().size() != 1
        || from.pivotClause() != null
        || from.unpivotClause() != null) {
      return Optional.empty();
    }
    RelationContext relation = from.relation(0);
    return relation.relationExtension().isEmpty()
            && relation.relationPrimary() instanceof AliasedQueryContext derived
            && derived.tableAlias().identifierList() == null
        ? Optional.of(derived.query())
        : Optional.empty();
  }

  private boolean isRedefined(String column) {
    return columns(select).stream()
        .filter(named -> named.name != null)
        .filter(named -> ParsedSql.unquoted(named.name).equalsIgnoreCase(column))
        .anyMatch(
            named ->
                names(Nodes.bare(named.expression()))
                    .map(parts -> !parts.get(parts.size() - 1).equalsIgnoreCase(column))
                    .orElse(true));
  }

  /** Nothing, an alias, or the end of a table's name: otherwise {@code a.b} is a struct's field. */
  private boolean isQualifier(List<String> qualifier) {
    if (qualifier.isEmpty()) {
      return true;
    }
    String wanted = "." + String.join(".", qualifier).toLowerCase(Locale.ROOT);
    return relationNames().stream().anyMatch(name -> ("." + name).endsWith(wanted));
  }

  private Set<String> relationNames() {
    Set<String> names = new LinkedHashSet<>();
    if (select.fromClause() != null) {
      collectNames(select.fromClause(), names);
    }
    return names;
  }

  private static void collectNames(ParserRuleContext node, Set<String> names) {
    if (node instanceof TableAliasContext alias && alias.strictIdentifier() != null) {
      names.add(ParsedSql.unquoted(alias.strictIdentifier().getText()).toLowerCase(Locale.ROOT));
    } else if (node instanceof TableNameContext table
        && table.tableAlias().strictIdentifier() == null
        && table.identifierReference().multipartIdentifier() != null) {
      List<String> parts = ParsedSql.parts(table.identifierReference().multipartIdentifier());
      names.add(String.join(".", parts).toLowerCase(Locale.ROOT));
    } else if (!(node instanceof QueryContext)) {
      ParsedSql.children(node).forEach(child -> collectNames(child, names));
    }
  }

  private static List<NamedExpressionContext> columns(RegularQuerySpecificationContext select) {
    return select.selectClause().namedExpressionSeq().namedExpression();
  }

  /** The parts of {@code a.b.c}, if that is all that the node is. */
  private static Optional<List<String>> names(ParserRuleContext node) {
    if (node instanceof ColumnReferenceContext column) {
      return Optional.of(List.of(ParsedSql.unquoted(column.getText())));
    }
    if (node instanceof DereferenceContext dotted) {
      return names(dotted.base)
          .map(
              base -> {
                List<String> parts = new ArrayList<>(base);
                parts.add(ParsedSql.unquoted(dotted.fieldName.getText()));
                return List.copyOf(parts);
              });
    }
    return Optional.empty();
  }
}
