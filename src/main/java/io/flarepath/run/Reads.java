package io.flarepath.run;

import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.SinkPlan;
import io.flarepath.sql.BoundSql;
import java.util.List;
import java.util.OptionalLong;

/**
 * The port to the rows of a job's inputs. Changes nothing. Not thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} that points into the
 * workflow if the input cannot be read or the SQL is wrong. Nothing was changed; asking again gives
 * the same answer until the input or the workflow changes.
 */
public interface Reads {

  /**
   * Makes a view of every input, each frozen as it is now: of the whole input under its name, or
   * under its context's name if it is incremental. Replaces the views of an earlier pass.
   */
  void freeze(List<Engine.FrozenInput> inputs);

  /**
   * The one value that a key's SQL gives, as text.
   *
   * @param key the key's name, for messages
   */
  String value(String key, BoundSql sql);

  /** The type of a column of an incremental input's context; empty text if it has none. */
  String typeOf(String context, String column);

  /** The greatest value of a column of a context, on its axis; empty when there are no rows. */
  OptionalLong newest(String context, String column);

  /**
   * Where the value of a constant expression lies among the values of a type that has an axis.
   *
   * @param place what to point at when it has none
   */
  Engine.AxisPoint point(String expression, String type, Passage place);

  /** The rows of an input as this pass reads them. */
  Engine.InputRows input(InputPlan input);

  /** Whether something is there already where a sink goes; false where nobody can tell. */
  boolean isThere(SinkPlan sink);
}
