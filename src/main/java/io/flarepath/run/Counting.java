package io.flarepath.run;

import io.flarepath.pass.Carrier;
import io.flarepath.pass.SourceColumn;
import io.flarepath.plan.InputPlan;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowChange;
import io.flarepath.window.Range;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Set;

/**
 * The port to numbers of rows. Changes nothing. Not thread-safe. Each method is one query.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} if the rows cannot be
 * read. Nothing was changed.
 */
public interface Counting {

  /**
   * Which columns of what an input's SQL selects are made from a window's column alone. The view of
   * the input must have been made.
   */
  List<Carrier> carriers(InputPlan input, SourceColumn column, Range range);

  /**
   * What is done to the rows of an input on the way to an output, by which their number changes.
   * The views of both must have been made.
   */
  Set<RowChange> changes(InputPlan input, Output output);

  /**
   * How many of the rows that an input's SQL selects have a value of a column in each range.
   *
   * @param column of the input's view
   */
  List<Long> rows(InputPlan input, String column, List<Range> ranges);

  /**
   * How many rows of a whole input no window takes. Late rows are not among them: the rows do not
   * tell when they came.
   */
  Counts counts(InputPlan input, Question question);

  /** How many rows of a table, as it is now, have a value of a column in each range. */
  List<Long> rows(TableName table, String column, List<Range> ranges);
}
