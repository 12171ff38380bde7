package io.flarepath.run;

import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.table.TableName;
import java.util.List;
import java.util.Set;

/**
 * The port to the rows of a job's inputs. Changes nothing. Not thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} that points into the
 * workflow if the input cannot be read or the SQL is wrong. Nothing was changed; asking again gives
 * the same answer until the input or the workflow changes.
 */
public interface Reads extends SourceFacts {

  /**
   * Makes a view of every input, each frozen as it is now: of the whole input under its name, or
   * under its context's name if it is incremental. Replaces the views of an earlier pass.
   */
  void freeze(List<Engine.FrozenInput> inputs);

  /** The inputs as they were frozen last; none before the first time. */
  List<Engine.FrozenInput> frozen();

  /**
   * The tables of the catalogs that a view reads, through other views too.
   *
   * @param input what reads the view
   */
  Set<TableName> tables(InputPlan input, TableName view);

  /** The rows of an input as this pass reads them. */
  Engine.InputRows input(InputPlan input);

  /** Whether something is there already where a sink goes; false where the engine cannot tell. */
  boolean isThere(SinkPlan sink);

  /**
   * Makes sure that a sink takes its result, as far as that can be seen without writing: columns
   * and types, codec, place, permissions, what is there already. Throws if it certainly does not.
   */
  void check(SinkWrite write);
}
