package io.flarepath.spark.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DereferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetOperationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubqueryContext;

/**
 * The names of a query's columns, where its text says all of them: no star, every expression named.
 */
final class ResultColumns {

  private ResultColumns() {}

  static Optional<List<String>> of(QueryContext query) {
    return of(query.queryTerm());
  }

  /** A set operation has the names of its first query. */
  private static Optional<List<String>> of(QueryTermContext term) {
    QueryTermContext first = term;
    while (first instanceof SetOperationContext operation) {
      first = operation.left;
    }
    return first instanceof QueryTermDefaultContext single
        ? of(single.queryPrimary())
        : Optional.empty();
  }

  private static Optional<List<String>> of(QueryPrimaryContext primary) {
    if (primary instanceof SubqueryContext parenthesized) {
      return of(parenthesized.query());
    }
    if (!(primary instanceof QueryPrimaryDefaultContext single)
        || !(single.querySpecification() instanceof RegularQuerySpecificationContext select)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (NamedExpressionContext each :
        select.selectClause().namedExpressionSeq().namedExpression()) {
      Optional<String> name = name(each);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return Optional.of(names);
  }

  private static Optional<String> name(NamedExpressionContext each) {
    if (each.name != null) {
      return Optional.of(ParsedSql.unquoted(each.name));
    }
    ParserRuleContext bare = Nodes.bare(each.expression());
    if (each.identifierList() == null && bare instanceof ColumnReferenceContext column) {
      return Optional.of(ParsedSql.unquoted(column.getText()));
    }
    return each.identifierList() == null && bare instanceof DereferenceContext dotted
        ? Optional.of(ParsedSql.unquoted(dotted.fieldName.getText()))
        : Optional.empty();
  }
}
