package io.flarepath.spark;

import io.flarepath.workflow.FunctionCall;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The port to the step functions. The room that has them and this one do not know each other; the
 * wiring brings them together.
 */
@FunctionalInterface
public interface StepFunctions {

  /**
   * Applies one function. Nothing is computed, as far as Spark allows.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if the call does not fit the rows, at the
   *     place of what does not fit. Anything else it throws is reported at the place of the call
   */
  Dataset<Row> apply(Dataset<Row> rows, FunctionCall call);
}
