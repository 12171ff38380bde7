package io.flarepath.spark.guard;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** A session's parser, which refuses programs. Views are read by it too. */
final class GuardedParser implements ParserInterface {

  private final ParserInterface parser;
  private final ParsedPrograms programs;

  GuardedParser(SparkSession session, ParserInterface parser) {
    this.parser = parser;
    this.programs = new ParsedPrograms(session);
  }

  @Override
  public LogicalPlan parsePlan(String sql) throws ParseException {
    return checked(parser.parsePlan(sql));
  }

  @Override
  public LogicalPlan parseQuery(String sql) throws ParseException {
    return checked(parser.parseQuery(sql));
  }

  private LogicalPlan checked(LogicalPlan plan) {
    programs.check(plan);
    return plan;
  }

  @Override
  public Expression parseExpression(String sql) throws ParseException {
    Expression expression = parser.parseExpression(sql);
    programs.check(expression);
    return expression;
  }

  @Override
  public TableIdentifier parseTableIdentifier(String sql) throws ParseException {
    return parser.parseTableIdentifier(sql);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String sql) throws ParseException {
    return parser.parseFunctionIdentifier(sql);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String sql) throws ParseException {
    return parser.parseMultipartIdentifier(sql);
  }

  @Override
  public StructType parseTableSchema(String sql) throws ParseException {
    return parser.parseTableSchema(sql);
  }

  @Override
  public DataType parseDataType(String sql) throws ParseException {
    return parser.parseDataType(sql);
  }
}
