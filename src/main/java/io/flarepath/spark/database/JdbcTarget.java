package io.flarepath.spark.database;

import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import io.flarepath.spark.failure.ExternalFailure;
import io.flarepath.workflow.Output.SaveMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcOptionsInWrite;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;

/** Where a sink's table is in its database, and how to get there: as the engine itself does. */
public final class JdbcTarget {

  private final SinkPlan sink;
  private final JdbcOptionsInWrite options;
  private final JdbcDialect dialect;
  private final boolean isRecreated;

  public JdbcTarget(SparkSession session, SinkPlan sink, DataSource.Connector connector) {
    this.sink = sink;
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("truncate", "true");
    Jdbc.of(session, sink, connector).driver().ifPresent(name -> all.put("driver", name));
    all.putAll(connector.options());
    sink.output().writer().extra().forEach((name, value) -> all.put(name, value.value()));
    sink.output().writer().driver().ifPresent(name -> all.put("driver", name.value()));
    this.options = new JdbcOptionsInWrite(ScalaMap.of(all));
    this.dialect = JdbcDialects.get(options.url());
    this.isRecreated = all.getOrDefault("truncate", "true").equalsIgnoreCase("false");
  }

  SinkPlan sink() {
    return sink;
  }

  JdbcOptionsInWrite options() {
    return options;
  }

  JdbcDialect dialect() {
    return dialect;
  }

  /** The table's name, as SQL has it. */
  String table() {
    return options.table();
  }

  /** Whether an overwrite makes the table anew, with the result's columns. */
  boolean isRecreated() {
    return isRecreated;
  }

  /** Whether this write makes the table anew, whatever is there. */
  boolean isAnew() {
    return isRecreated && sink.saveMode() == SaveMode.OVERWRITE;
  }

  boolean cascades() {
    return options.isCascadeTruncate().exists(cascades -> (Boolean) cascades);
  }

  String quoted(String column) {
    return dialect.quoteIdentifier(column);
  }

  /**
   * A connection, which the caller closes.
   *
   * @throws SQLException if the database does not answer, or does not let the user in
   */
  Connection open() throws SQLException {
    return dialect.createConnectionFactory(options).apply(-1);
  }

  /** How many rows the table has now, as a part of a sentence; by a connection of its own. */
  public String rowsNow() {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + table())) {
      counted.next();
      long rows = counted.getLong(1);
      return rows == 1 ? "it has 1 row now" : "it has %d rows now".formatted(rows);
    } catch (SQLException e) {
      return ExternalFailure.isMissingTable(e)
          ? "it does not exist now"
          : "its current number of rows is unknown";
    }
  }
}
