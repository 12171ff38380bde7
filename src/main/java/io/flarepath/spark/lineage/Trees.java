package io.flarepath.spark.lineage;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.JavaConverters;
import scala.collection.immutable.Seq;
import scala.collection.mutable.Buffer;

/** Spark's trees as Java reads them. */
final class Trees {

  private Trees() {}

  static <T> List<T> list(scala.collection.Seq<T> items) {
    return new ArrayList<>(JavaConverters.seqAsJavaList(items));
  }

  static Seq<String> none() {
    return JavaConverters.asScalaBuffer(List.<String>of()).toList();
  }

  static <T extends TreeNode<T>> List<T> children(T node) {
    return list(node.children());
  }

  /** An expression in which a column is something else. */
  static Expression replace(Expression in, Attribute column, Expression by) {
    if (in instanceof Attribute attribute && attribute.exprId().equals(column.exprId())) {
      return by;
    }
    List<Expression> children = new ArrayList<>();
    for (Expression child : children(in)) {
      children.add(replace(child, column, by));
    }
    if (children.isEmpty()) {
      return in;
    }
    Buffer<Expression> buffer = JavaConverters.asScalaBuffer(children);
    return in.withNewChildren(buffer.toList());
  }
}
