package io.flarepath.spark.database;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.failure.SinkFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a database's table where that cannot be one transaction: the rows go into a new table
 * beside it, which then takes its name. Until it does, the old table is untouched.
 */
public final class JdbcSwap {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSwap.class);

  private final SparkSession session;
  private final JdbcTarget target;
  private final Dataset<Row> rows;
  private final String fresh;
  private final String old;
  private Optional<String> left = Optional.empty();

  public JdbcSwap(SparkSession session, JdbcTarget target, Dataset<Row> rows) {
    this.session = session;
    this.target = target;
    this.rows = rows;
    String mark = UUID.randomUUID().toString().substring(0, 8);
    this.fresh = named(target.table(), "_flarepath_new_" + mark);
    this.old = named(target.table(), "_flarepath_old_" + mark);
  }

  /** A table's name with an ending, which goes inside its quotes. */
  static String named(String table, String ending) {
    int end = table.length() - 1;
    return "`\"]".indexOf(table.charAt(end)) >= 0
        ? table.substring(0, end) + ending + table.charAt(end)
        : table + ending;
  }

  /**
   * Whether this can be done: where no table is there, where it is to be made anew, or where the
   * database can copy its definition.
   *
   * @throws SQLException if the database does not answer
   */
  public static boolean isPossible(JdbcTarget target) throws SQLException {
    try (Connection connection = target.open()) {
      return target.isRecreated()
          || MySqlTable.isOne(connection)
          || JdbcTable.of(connection, target.table()).isEmpty();
    }
  }

  /**
   * Replaces it.
   *
   * @throws FlarepathException if that fails; says what is in the table now
   */
  public void deliver() {
    try (Connection connection = target.open()) {
      Optional<JdbcTable> table = JdbcTable.of(connection, target.table());
      boolean isFilled = false;
      try {
        fill(connection, table);
        isFilled = true;
        rename(connection, table.isPresent());
      } catch (Exception | LinkageError e) {
        if (!isFilled || left.isEmpty()) {
          drop(connection, fresh);
        }
        throw e;
      }
      if (table.isPresent()) {
        drop(connection, old);
      }
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(target.sink(), session.version()).of(e, now());
    }
  }

  private void fill(Connection connection, Optional<JdbcTable> table) throws SQLException {
    List<String> columns = List.of(rows.schema().fieldNames());
    if (table.isPresent() && !target.isRecreated()) {
      columns = table.get().columns(rows.schema().fieldNames());
      if (new MySqlTable(connection, target.table()).hasTriggers()) {
        throw new SQLException(
            "it has triggers and an engine without transactions, so its rows cannot be replaced"
                + " safely");
      }
      execute(connection, "CREATE TABLE %s LIKE %s".formatted(fresh, target.table()));
    } else {
      JdbcUtils.createTable(
          connection,
          fresh,
          rows.schema(),
          session.sessionState().conf().caseSensitiveAnalysis(),
          target.options());
    }
    boolean hasTransactions = connection.getMetaData().supportsTransactions();
    if (hasTransactions) {
      connection.setAutoCommit(false);
    }
    new JdbcBinder(connection, target.dialect(), rows.schema())
        .insert(fresh, columns, rows.toLocalIterator(), target.options().batchSize());
    if (hasTransactions) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private void rename(Connection connection, boolean isThere) throws SQLException {
    String table = target.table();
    if (!isThere) {
      execute(connection, renaming(fresh, table));
    } else if (MySqlTable.isOne(connection)) {
      execute(connection, "RENAME TABLE %s TO %s, %s TO %s".formatted(table, old, fresh, table));
    } else {
      execute(connection, renaming(table, old));
      try {
        execute(connection, renaming(fresh, table));
      } catch (SQLException e) {
        left = Optional.of("its old rows are in %s, and the new ones in %s".formatted(old, fresh));
        execute(connection, renaming(old, table));
        left = Optional.empty();
        throw e;
      }
    }
  }

  private String renaming(String from, String to) {
    String url = target.options().url().toLowerCase(Locale.ROOT);
    boolean staysInItsSchema = url.startsWith("jdbc:oracle:") || url.startsWith("jdbc:h2:");
    return "ALTER TABLE %s RENAME TO %s"
        .formatted(from, staysInItsSchema ? to.substring(to.lastIndexOf('.') + 1) : to);
  }

  /** Says in the log what could not be dropped: the rows themselves are where they should be. */
  private void drop(Connection connection, String table) {
    try {
      connection.setAutoCommit(true);
      execute(connection, "DROP TABLE IF EXISTS " + table);
    } catch (SQLException e) {
      LOG.warn("the table {} could not be dropped: drop it yourself", table, e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SinkFailure.Now now() {
    String rowsNow = target.rowsNow();
    return left.map(tables -> SinkFailure.Now.changed(tables, rowsNow))
        .orElseGet(
            () ->
                SinkFailure.Now.unchanged(
                    "nothing was changed in it, since the new table had not replaced it yet; "
                        + rowsNow));
  }
}
