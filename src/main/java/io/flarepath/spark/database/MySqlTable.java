package io.flarepath.spark.database;

import io.flarepath.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What MySQL or MariaDB says of a table before it is written. */
record MySqlTable(Connection connection, String table) {

  /** Engines without transactions whose tables have all of their rows in themselves. */
  private static final Set<String> COPYABLE = Set.of("myisam", "aria", "memory");

  /** Whether it is one of the two. */
  static boolean isOne(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.contains("mysql") || product.contains("mariadb");
  }

  /** How the rows of a table can be replaced so that a failure leaves the old ones. */
  enum Replacement {
    TRANSACTION,
    /** By a copy of the table, which takes its name. */
    COPY,
    NONE
  }

  /**
   * How its rows can be replaced.
   *
   * @throws SQLException if the database does not answer
   */
  Replacement replacement() throws SQLException {
    Optional<String> transactions = answer("e.transactions");
    if (transactions.filter("YES"::equals).isPresent()) {
      return Replacement.TRANSACTION;
    }
    boolean isCopyable =
        engine().filter(name -> COPYABLE.contains(name.toLowerCase(Locale.ROOT))).isPresent();
    return isCopyable && !hasTriggers() ? Replacement.COPY : Replacement.NONE;
  }

  /**
   * Why a failure would lose its rows, as a sentence.
   *
   * @throws SQLException if the database does not answer
   */
  String fault() throws SQLException {
    Optional<String> engine = engine();
    if (engine.isEmpty()) {
      return "it is a view";
    }
    return hasTriggers()
        ? "its engine %s has no transactions, and a copy of it would lack its triggers"
            .formatted(engine.get())
        : "its engine %s has no transactions, and it cannot be copied".formatted(engine.get());
  }

  private Optional<String> engine() throws SQLException {
    return answer("t.engine");
  }

  private Optional<String> answer(String column) throws SQLException {
    return asked(
        "SELECT "
            + column
            + " FROM information_schema.tables t"
            + " LEFT JOIN information_schema.engines e ON e.engine = t.engine"
            + " WHERE t.table_schema = coalesce(?, DATABASE()) AND t.table_name = ?");
  }

  private boolean hasTriggers() throws SQLException {
    return asked(
            "SELECT trigger_name FROM information_schema.triggers"
                + " WHERE event_object_schema = coalesce(?, DATABASE()) AND event_object_table = ?")
        .isPresent();
  }

  private Optional<String> asked(String query) throws SQLException {
    String[] parts = SqlText.shown(table).split("\\.", -1);
    @Nullable String schema = parts.length > 1 ? parts[parts.length - 2] : null;
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, schema);
      statement.setString(2, parts[parts.length - 1]);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }
}
