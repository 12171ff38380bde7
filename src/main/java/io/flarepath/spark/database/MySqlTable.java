package io.flarepath.spark.database;

import io.flarepath.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** What MySQL or MariaDB says of a table before it is written. */
record MySqlTable(Connection connection, String table) {

  /** Whether it is one of the two. */
  static boolean isOne(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.contains("mysql") || product.contains("mariadb");
  }

  /**
   * Whether its engine can take back changes: InnoDB can, MyISAM cannot. Unknown counts as no.
   *
   * @throws SQLException if the database does not answer
   */
  boolean hasTransactions() throws SQLException {
    return isSo(
        "SELECT e.transactions = 'YES' FROM information_schema.tables t"
            + " JOIN information_schema.engines e ON e.engine = t.engine"
            + " WHERE t.table_schema = coalesce(?, DATABASE()) AND t.table_name = ?");
  }

  /**
   * Whether it has triggers, which a copy of the table does not get.
   *
   * @throws SQLException if the database does not answer
   */
  boolean hasTriggers() throws SQLException {
    return isSo(
        "SELECT count(*) > 0 FROM information_schema.triggers"
            + " WHERE event_object_schema = coalesce(?, DATABASE()) AND event_object_table = ?");
  }

  private boolean isSo(String query) throws SQLException {
    String[] parts = SqlText.shown(table).split("\\.", -1);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, parts.length > 1 ? parts[parts.length - 2] : null);
      statement.setString(2, parts[parts.length - 1]);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
