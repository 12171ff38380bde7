package io.flarepath.run;

import io.flarepath.pass.Carrier;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.Column;
import io.flarepath.window.Range;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import java.util.List;

/**
 * The port to the views of a job: its inputs, its steps, its results. Changes nothing. Not
 * thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} that points into the
 * workflow if the input cannot be read or the SQL is wrong. Nothing was changed; asking again gives
 * the same answer until the input or the workflow changes.
 */
public interface Transforms {

  /** Makes the view of an incremental input: the window's rows. */
  void select(InputPlan input, BoundSql sql);

  /** Makes the view of a step. Nothing is computed yet. */
  void transform(FlareStep step);

  /** The columns of the view that an output writes. */
  List<Column> columns(Output output);

  /**
   * Which columns of the view that an output writes are made from a window's column alone.
   *
   * @param column what the slice's SQL compares with its keys
   * @param range the window
   */
  List<Carrier> carriers(Output output, SourceColumn column, Range range);

  /**
   * Whether it is certain that a window without rows gives results without rows, whatever else the
   * job reads: its SQL and the steps make no row of nothing, as {@code count(*)} does. Leaves the
   * views of the input and of the steps as they are for such a window; whoever goes on makes them
   * again.
   *
   * @param sql what the window's slice selects
   * @param outputs whose results are meant
   * @return false also where nothing is known; nothing is thrown then
   */
  boolean isNothingOfNothing(InputPlan input, BoundSql sql, Window window, List<Output> outputs);

  /** Some rows of a step. */
  Sample sample(FlareStep step, int most);
}
