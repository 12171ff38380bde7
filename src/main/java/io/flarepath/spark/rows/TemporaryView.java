package io.flarepath.spark.rows;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * Gives rows a name that SQL of their session can use.
 *
 * <p>{@link Dataset#createOrReplaceTempView} does the same as an execution of its own: Spark plans
 * it, describes the plan, and announces it to all listeners. That took longer than to resolve a
 * window.
 */
public final class TemporaryView {

  private TemporaryView() {}

  /**
   * Makes a view, in place of an earlier one of that name.
   *
   * @throws IllegalArgumentException if the name is not one of a view; nothing has changed then
   */
  public static void make(Dataset<Row> rows, String name) {
    SparkSession session = rows.sparkSession();
    CreateViewCommand command =
        new CreateViewCommand(
            identifier(session, name),
            nothing(),
            Option.empty(),
            Map$.MODULE$.empty(),
            Option.empty(),
            rows.logicalPlan(),
            false,
            true,
            LocalTempView$.MODULE$,
            true,
            nothing());
    session.withActive(() -> command.run(session));
  }

  private static TableIdentifier identifier(SparkSession session, String name) {
    try {
      return session.sessionState().sqlParser().parseTableIdentifier(name);
    } catch (ParseException e) {
      throw new IllegalArgumentException("`" + name + "` cannot be the name of a view", e);
    }
  }

  private static <T> Seq<T> nothing() {
    return JavaConverters.<T>asScalaBuffer(new java.util.ArrayList<>()).toSeq();
  }
}
