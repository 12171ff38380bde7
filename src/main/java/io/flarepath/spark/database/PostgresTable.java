package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.workflow.Output.SaveMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** What PostgreSQL says of a table before it is written, and how its rows are emptied. */
record PostgresTable(Connection connection, JdbcTarget target) {

  /** States of errors: another type, and a column whose values the database makes itself. */
  private static final Set<String> UNFIT = Set.of("42804", "428C9");

  private static final String FACTS =
      """
      SELECT c.relkind,
             has_table_privilege(c.oid, 'TRUNCATE'),
             has_table_privilege(c.oid, 'DELETE'),
             has_database_privilege(current_database(), 'TEMP'),
             (SELECT string_agg(DISTINCT k.conrelid::regclass::text, ', ') FROM pg_constraint k
               WHERE k.confrelid = c.oid AND k.conrelid <> c.oid AND k.contype = 'f'),
             current_user
        FROM pg_class c WHERE c.oid = to_regclass(?)::oid
      """;

  /**
   * What is known of the table.
   *
   * @param kind as in {@code pg_class.relkind}
   * @param referrers the tables with foreign keys to it, as text; may be empty
   */
  record Facts(
      String kind,
      boolean mayTruncate,
      boolean mayDelete,
      boolean mayMakeTemporary,
      String referrers,
      String user) {}

  /** Whether it is PostgreSQL itself, and no other database that speaks like it. */
  static boolean isOne(Connection connection) throws SQLException {
    if (!connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT version()")) {
      version.next();
      String text = version.getString(1);
      return text.startsWith("PostgreSQL") && !text.contains("Redshift") && !text.contains("-YB-");
    }
  }

  /** The facts; empty if there is no such table. */
  Optional<Facts> facts() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
      statement.setString(1, target.table());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Facts(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    Optional.ofNullable(row.getString(5)).orElse(""),
                    row.getString(6)))
            : Optional.empty();
      }
    }
  }

  /**
   * Lets the database plan the insert, by which it looks at columns, types and permissions, and
   * looks itself whether the table can be emptied.
   *
   * @throws FlarepathException if the table does not take the rows
   */
  void check(JdbcCheck check, JdbcTable table) throws SQLException {
    planned(check, table);
    Optional<Facts> facts = facts();
    if (facts.isPresent() && target.sink().saveMode() == SaveMode.OVERWRITE) {
      canBeEmptied(check, facts.get());
    }
  }

  private void canBeEmptied(JdbcCheck check, Facts facts) {
    String message = target.sink().target() + " cannot be overwritten";
    if (facts.kind().equals("v") || facts.kind().equals("m")) {
      throw check.refused(
          Code.WRITE_FAILED, message, List.of("it is a view"), "write to the table itself");
    }
    if (!facts.mayTruncate() && !facts.mayDelete()) {
      throw check.refused(
          Code.WRITE_FAILED,
          message,
          List.of(
              "the user `%s` may neither truncate it nor delete its rows".formatted(facts.user())),
          "GRANT TRUNCATE ON %s TO %s".formatted(target.table(), facts.user()));
    }
    if (!facts.referrers().isEmpty() && !target.cascades()) {
      throw check.refused(
          Code.WRITE_FAILED,
          message,
          List.of("foreign keys of other tables refer to it: " + facts.referrers()),
          "append, or replace its rows in the database itself");
    }
  }

  /** What removes all rows. */
  String emptying() throws SQLException {
    Optional<Facts> facts = facts();
    if (facts.filter(Facts::mayTruncate).isEmpty()) {
      return "DELETE FROM " + target.table();
    }
    // Partitions belong to their table, and ONLY would refuse them.
    String only = facts.get().kind().equals("p") ? "" : "ONLY ";
    return "TRUNCATE TABLE " + only + target.table() + (target.cascades() ? " CASCADE" : "");
  }

  /** The database's own names of the columns' types, with their lengths. */
  List<String> types(List<String> columns) throws SQLException {
    List<String> types = new ArrayList<>();
    String query =
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            + " WHERE attrelid = to_regclass(?)::oid AND attname = ? AND NOT attisdropped";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (String column : columns) {
        statement.setString(1, target.table());
        statement.setString(2, column);
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("the column " + column + " is gone");
          }
          types.add(row.getString(1));
        }
      }
    }
    return types;
  }

  private void planned(JdbcCheck check, JdbcTable table) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    boolean anyText = target.options().url().contains("stringtype=unspecified");
    for (StructField field : check.result().fields()) {
      names.add(target.quoted(table.column(field.name()).orElseThrow().name()));
      String type =
          JdbcUtils.getJdbcType(field.dataType(), target.dialect()).databaseTypeDefinition();
      boolean isText = field.dataType().equals(DataTypes.StringType);
      values.add(isText && anyText ? "NULL" : "CAST(NULL AS " + type + ")");
    }
    String insert =
        "EXPLAIN INSERT INTO %s (%s) SELECT %s"
            .formatted(target.table(), String.join(", ", names), String.join(", ", values));
    try (Statement statement = connection.createStatement()) {
      statement.execute(insert);
    } catch (SQLException e) {
      String reason = SparkFailures.reason(e).replaceAll("\\s+(Hint|Position): .*", "");
      boolean isOfTypes = UNFIT.contains(Optional.ofNullable(e.getSQLState()).orElse(""));
      throw check.refused(
          isOfTypes ? Code.SCHEMA_MISMATCH : Code.WRITE_FAILED,
          isOfTypes
              ? "the result `%s` does not fit %s"
                  .formatted(target.sink().view(), target.sink().target())
              : target.sink().target() + " cannot be written",
          List.of(reason.replaceFirst("^ERROR: ", "")),
          isOfTypes
              ? "cast the column in the last step to the table's type, or leave it out"
              : "GRANT INSERT ON %s, or use another user".formatted(target.table()));
    }
  }
}
