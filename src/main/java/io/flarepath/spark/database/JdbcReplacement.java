package io.flarepath.spark.database;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.failure.SinkFailure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the rows of a database's table in one transaction, over one connection: until it is
 * committed, the database keeps the old rows, whatever fails or dies meanwhile.
 */
public final class JdbcReplacement {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcReplacement.class);

  /** PostgreSQL takes the rows in here first, so that it locks the table for a moment only. */
  private static final String WAITING = "pg_temp.flarepath_rows";

  private final SparkSession session;
  private final JdbcTarget target;
  private final Dataset<Row> rows;

  public JdbcReplacement(SparkSession session, JdbcTarget target, Dataset<Row> rows) {
    this.session = session;
    this.target = target;
    this.rows = rows;
  }

  /**
   * Whether the database can replace rows in one transaction, also where it makes the table.
   *
   * @throws SQLException if the database does not answer
   */
  public static boolean isPossible(JdbcTarget target) throws SQLException {
    try (Connection connection = target.open()) {
      DatabaseMetaData database = connection.getMetaData();
      if (!database.supportsTransactions()) {
        return false;
      }
      if (target.isRecreated() || JdbcTable.of(connection, target.table()).isEmpty()) {
        return !database.dataDefinitionCausesTransactionCommit()
            && !database.dataDefinitionIgnoredInTransactions();
      }
      return !MySqlTable.isOne(connection)
          || new MySqlTable(connection, target.table()).replacement()
              == MySqlTable.Replacement.TRANSACTION;
    }
  }

  /**
   * Replaces them.
   *
   * @throws FlarepathException if that fails; says what is in the table now
   */
  public void deliver() {
    boolean isCommitting = false;
    Optional<String> left = Optional.empty();
    try (Connection connection = target.open()) {
      // Before the transaction: a question that fails would end it.
      Optional<JdbcTable> table = JdbcTable.of(connection, target.table());
      connection.setAutoCommit(false);
      try {
        write(connection, table);
        isCommitting = true;
        connection.commit();
      } catch (Exception | LinkageError e) {
        left = rollBack(connection);
        throw e;
      }
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(target.sink(), session.version()).of(e, now(isCommitting, left));
    }
  }

  private void write(Connection connection, Optional<JdbcTable> table) throws SQLException {
    if (table.isEmpty() || target.isRecreated()) {
      if (table.isPresent()) {
        execute(connection, "DROP TABLE " + target.table());
      }
      JdbcUtils.createTable(
          connection,
          target.table(),
          rows.schema(),
          session.sessionState().conf().caseSensitiveAnalysis(),
          target.options());
      insert(connection, target.table(), List.of(rows.schema().fieldNames()));
      return;
    }
    List<String> columns = table.get().columns(rows.schema().fieldNames());
    if (!PostgresTable.isOne(connection)) {
      execute(connection, "DELETE FROM " + target.table());
      insert(connection, target.table(), columns);
      return;
    }
    PostgresTable postgres = new PostgresTable(connection, target);
    if (postgres.facts().filter(PostgresTable.Facts::mayMakeTemporary).isEmpty()) {
      execute(connection, postgres.emptying());
      insert(connection, target.table(), columns);
      return;
    }
    List<String> types = postgres.types(columns);
    String definition =
        Stream.iterate(0, i -> i < columns.size(), i -> i + 1)
            .map(i -> target.quoted(columns.get(i)) + " " + types.get(i))
            .collect(Collectors.joining(", "));
    execute(
        connection, "CREATE TEMPORARY TABLE flarepath_rows (" + definition + ") ON COMMIT DROP");
    insert(connection, WAITING, columns);
    execute(connection, postgres.emptying());
    execute(
        connection,
        "INSERT INTO %s (%s) SELECT %s FROM %s"
            .formatted(target.table(), names(columns), names(columns), WAITING));
  }

  private void insert(Connection connection, String table, List<String> columns)
      throws SQLException {
    new JdbcBinder(connection, target.dialect(), rows.schema())
        .insert(table, columns, rows.toLocalIterator(), target.options().batchSize());
  }

  private String names(List<String> columns) {
    return columns.stream().map(target::quoted).collect(Collectors.joining(", "));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What the database says that it could not take back; empty if it has taken back everything. */
  private static Optional<String> rollBack(Connection connection) {
    try {
      connection.clearWarnings();
      connection.rollback();
      return Optional.ofNullable(connection.getWarnings()).map(SQLException::getMessage);
    } catch (SQLException e) {
      // A connection that is gone takes its transaction along.
      LOG.debug("the transaction cannot be rolled back by its own connection", e);
      return Optional.empty();
    }
  }

  /**
   * What is in the table after a failure.
   *
   * @param left what the database could not take back
   */
  private SinkFailure.Now now(boolean wasCommitting, Optional<String> left) {
    String rowsNow = target.rowsNow();
    if (wasCommitting) {
      return SinkFailure.Now.changed(
          "the connection failed during the commit, so it has either all of its old rows or all of"
              + " the new ones; "
              + rowsNow,
          "the next run delivers all rows");
    }
    return left.map(
            warning ->
                SinkFailure.Now.changed(
                    "the database could not take back all changes: " + warning, rowsNow))
        .orElseGet(
            () ->
                SinkFailure.Now.unchanged(
                    "nothing was changed, because everything was one transaction; " + rowsNow));
  }
}
