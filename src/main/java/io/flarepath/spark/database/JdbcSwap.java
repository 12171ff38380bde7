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

  private static final List<String> RENAMING = List.of("MySQL", "MariaDB", "Oracle", "H2");

  private final SparkSession session;
  private final JdbcTarget target;
  private final Dataset<Row> rows;
  private final String fresh;
  private final String old;
  private boolean isMade;
  private boolean isRenaming;
  private boolean isUnknown;
  private Optional<String> left = Optional.empty();

  public JdbcSwap(SparkSession session, JdbcTarget target, Dataset<Row> rows) {
    this.session = session;
    this.target = target;
    this.rows = rows;
    String mark = UUID.randomUUID().toString().substring(0, 8);
    this.fresh = beside(target.table(), "flarepath_new_" + mark);
    this.old = beside(target.table(), "flarepath_old_" + mark);
  }

  /** A table of another name in the same place, quoted in the same way. */
  static String beside(String table, String name) {
    char last = table.charAt(table.length() - 1);
    int quote = "`\"]".indexOf(last);
    if (quote < 0) {
      return table.substring(0, table.lastIndexOf('.') + 1) + name;
    }
    char first = "`\"[".charAt(quote);
    int start = table.lastIndexOf(first, table.length() - 2);
    return table.substring(0, start + 1) + name + last;
  }

  /**
   * Whether this is to be done: in databases that commit with each CREATE and can rename a table,
   * where the table is missing or made anew, or has no transactions.
   *
   * @throws SQLException if the database does not answer
   */
  public static boolean isPossible(JdbcTarget target) throws SQLException {
    try (Connection connection = target.open()) {
      return RENAMING.stream()
          .anyMatch(connection.getMetaData().getDatabaseProductName()::startsWith);
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
      try {
        fill(connection, table);
        isRenaming = true;
        rename(connection, table.isPresent());
      } catch (Exception | LinkageError e) {
        // As long as the new table has its own name, the old one has its rows.
        boolean isUntouched = isMade && left.isEmpty() && drop(connection, fresh);
        isUnknown = isRenaming && !isUntouched;
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
      execute(connection, "CREATE TABLE %s LIKE %s".formatted(fresh, target.table()));
    } else {
      JdbcUtils.createTable(
          connection,
          fresh,
          rows.schema(),
          session.sessionState().conf().caseSensitiveAnalysis(),
          target.options());
    }
    isMade = true;
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

  /** Whether it could be dropped; the log says which table is left. */
  private static boolean drop(Connection connection, String table) {
    try {
      connection.setAutoCommit(true);
      execute(connection, "DROP TABLE " + table);
      return true;
    } catch (SQLException e) {
      LOG.warn("the table {} could not be dropped: drop it yourself if it is there", table, e);
      return false;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SinkFailure.Now now() {
    String rowsNow = target.rowsNow();
    if (left.isPresent()) {
      return SinkFailure.Now.changed(left.get(), rowsNow);
    }
    if (isUnknown) {
      return SinkFailure.Now.changed(
          "the connection failed while the new table took its place, so it has either all of its"
              + " old rows or all of the new ones; "
              + rowsNow,
          "the next run delivers all rows");
    }
    return SinkFailure.Now.unchanged(
        "nothing was changed, because the new table had not replaced it yet; " + rowsNow);
  }
}
