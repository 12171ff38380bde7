package io.flarepath.pass;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Optional;

/**
 * The port to what a decision may ask of the sources, as they were frozen for this pass. Asking
 * changes nothing. Every method throws a {@link io.flarepath.diagnostic.FlarepathException} that
 * points into the workflow when the SQL fails; the caller lets it end the job's pass.
 */
public interface SourceFacts {

  /**
   * The one value that SQL gives, as a string, by the engine's cast in the session's time zone.
   *
   * @param key the name of what is evaluated, for messages
   * @throws io.flarepath.diagnostic.FlarepathException if the SQL does not give exactly one row of
   *     one column that is not null
   */
  String value(String key, BoundSql sql);

  /**
   * The conditions of an input's SQL that compare a column with a key, wherever in the query they
   * are. What is joined by {@code OR} or negated is none.
   */
  List<Compared> compared(String input, BoundSql sql);

  /** A column of a context, by its name in any case; empty if it has none. */
  Optional<SourceColumn> column(String context, String name);

  /** The greatest value of a column in its own relation, on its axis; empty if there is none. */
  Optional<AxisValue> newest(SourceColumn column);

  /**
   * The least value of a column in its own relation that lies in a range, on its axis; empty if
   * there is none.
   */
  Optional<AxisValue> oldest(SourceColumn column, Range within);

  /**
   * Where the value of a constant expression lies among the values of a type that has an axis.
   *
   * @param expression an SQL expression that reads no column, as it will run
   * @param place what to point at when it has no value of the type
   */
  AxisPoint point(BoundSql expression, String type, Passage place);
}
