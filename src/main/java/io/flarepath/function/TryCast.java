package io.flarepath.function;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/** SQL's {@code try_cast}, for which Spark 3.5 has no function: null where a cast is impossible. */
final class TryCast {

  private TryCast() {}

  static Column of(Column column, DataType type) {
    return new Column(new Cast(column.expr(), type, Option.empty(), EvalMode.TRY()));
  }
}
