package io.flarepath.function;

import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One function that a workflow may apply to the result of a step. Stateless, and safe for use by
 * several threads.
 */
public interface StepFunction {

  /** What the function is called, and what it takes. Readers check calls against it. */
  FunctionSignature signature();

  /**
   * The rows after the function. It says what is to be computed and computes nothing, except where
   * the columns themselves depend on the rows.
   *
   * @param call fits the signature; its columns may still be missing
   * @throws io.flarepath.diagnostic.FlarepathException at the place in the workflow that does not
   *     fit the rows, for example a column that is not there
   * @throws RuntimeException if Spark rejects it; the caller reports it at the place of the call
   */
  Dataset<Row> apply(Dataset<Row> rows, FunctionCall call);
}
