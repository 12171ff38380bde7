package io.flarepath.spark.lineage;

import io.flarepath.sql.SqlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

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

  /**
   * The fields of a struct by their names; none of any other value. What is inside of arrays and
   * maps is not one value for each row.
   */
  public Map<String, Traced> fields() {
    Map<String, Traced> fields = new LinkedHashMap<>();
    if (type() instanceof StructType struct) {
      for (int i = 0; i < struct.length(); i++) {
        String name = struct.fields()[i].name();
        fields.put(name, new Traced(relation, column, field(i, name)));
      }
    }
    return fields;
  }

  /**
   * A field of a struct.
   *
   * @param path its name in any case, or the names of structs before it, with dots
   */
  Optional<Traced> field(String path) {
    for (Map.Entry<String, Traced> field : fields().entrySet()) {
      String name = field.getKey();
      if (name.equalsIgnoreCase(path)) {
        return Optional.of(field.getValue());
      }
      if (path.regionMatches(true, 0, name + ".", 0, name.length() + 1)) {
        Optional<Traced> inner = field.getValue().field(path.substring(name.length() + 1));
        if (inner.isPresent()) {
          return inner;
        }
      }
    }
    return Optional.empty();
  }

  private Expression field(int position, String name) {
    return value instanceof CreateNamedStruct made
        ? Trees.list(made.valExprs()).get(position)
        : new GetStructField(value, position, Option.apply(name));
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
