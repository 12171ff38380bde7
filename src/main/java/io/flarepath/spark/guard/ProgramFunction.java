package io.flarepath.spark.guard;

import io.flarepath.sql.SqlProgram;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.Function1;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;

/**
 * A function that runs a program, where that is allowed.
 *
 * @see Guard
 */
final class ProgramFunction extends AbstractFunction1<Seq<Expression>, Expression> {

  private final String name;
  private final Function1<Seq<Expression>, Expression> original;

  ProgramFunction(String name, Function1<Seq<Expression>, Expression> original) {
    this.name = name;
    this.original = original;
  }

  /**
   * The function's expression; refused by an exception if the session may not run programs. Spark
   * may evaluate the expression at once.
   */
  @Override
  public Expression apply(Seq<Expression> arguments) {
    Permission permission = Permission.current();
    if (!permission.allowsScripts()) {
      throw permission.refused(SqlProgram.function(name)).thrown();
    }
    return original.apply(arguments);
  }
}
