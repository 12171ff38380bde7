package io.flarepath.spark.lineage;

import io.flarepath.sql.SqlText;
import java.util.UUID;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;

/**
 * A value that is made from one column of one relation.
 *
 * @param relation where the column is
 * @param column the column
 * @param value what is made of it; the column itself, where that is all
 */
public record Traced(Relation relation, Attribute column, Expression value) {

  private static final UUID ANY = new UUID(0, 0);

  public DataType type() {
    return value.dataType();
  }

  /** Whether it is the column itself. */
  public boolean isColumn() {
    return value instanceof AttributeReference;
  }

  /** As people read it. */
  public String name() {
    return isColumn()
        ? column.name()
        : SqlText.shown(Trees.replace(value, column, column.withQualifier(Trees.none())).sql());
  }

  /** Whether two values are made from the same column of the same relation. */
  public boolean hasSameColumn(Traced other) {
    return relation.isSame(other.relation) && column.name().equals(other.column.name());
  }

  /** Whether two values are always the same. */
  public boolean isSame(Traced other) {
    return hasSameColumn(other) && normal().equals(other.normal());
  }

  /** The value without the numbers that Spark gives to each use of a relation. */
  Expression normal() {
    return plain().canonicalized();
  }

  /** The same, so that Spark can compute it. */
  Expression plain() {
    return Trees.replace(
        value, column, column.withExprId(new ExprId(0, ANY)).withQualifier(Trees.none()));
  }
}
