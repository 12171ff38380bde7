package io.flarepath.spark.database;

import io.flarepath.spark.failure.ExternalFailure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of a database as it is now.
 *
 * @param dependents other tables whose rows would be deleted or changed with this table's
 * @param referrers other tables with foreign keys to this one, dependents included
 */
record JdbcTable(List<Column> columns, List<String> dependents, List<String> referrers) {

  /**
   * A column.
   *
   * @param type as in {@link java.sql.Types}
   * @param isRequired whether each row must have a value, and the database has none of its own
   * @param isComputed whether only the database gives it values
   */
  record Column(String name, int type, String typeName, boolean isRequired, boolean isComputed) {}

  JdbcTable {
    columns = List.copyOf(columns);
    dependents = List.copyOf(dependents);
    referrers = List.copyOf(referrers);
  }

  /**
   * Looks at a table.
   *
   * @return empty if there is none
   * @throws SQLException if the database cannot say
   */
  static Optional<JdbcTable> of(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1=0")) {
      Name name = Name.of(table, connection.getMetaData());
      Map<String, Default> defaults = defaults(connection.getMetaData(), name);
      List<Referrer> referrers = referrers(connection.getMetaData(), name);
      return Optional.of(
          new JdbcTable(
              columns(none.getMetaData(), defaults),
              referrers.stream()
                  .filter(Referrer::isDependent)
                  .map(Referrer::table)
                  .distinct()
                  .toList(),
              referrers.stream().map(Referrer::table).distinct().toList()));
    } catch (SQLException e) {
      if (ExternalFailure.isMissingTable(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The column of a name: the very same one, else the only one that differs in case alone. */
  Optional<Column> column(String name) {
    Optional<Column> same =
        columns.stream().filter(column -> column.name().equals(name)).findFirst();
    List<Column> alike =
        columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).toList();
    return same.or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty());
  }

  /**
   * The table's own names of columns.
   *
   * @throws SQLException if it lacks one of them
   */
  List<String> columns(String... names) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          column(name)
              .map(Column::name)
              .orElseThrow(() -> new SQLException("the table has lost the column `" + name + "`")));
    }
    return columns;
  }

  private static List<Column> columns(ResultSetMetaData found, Map<String, Default> defaults)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= found.getColumnCount(); i++) {
      Default known = defaults.getOrDefault(found.getColumnName(i), Default.UNKNOWN);
      boolean isRequired =
          found.isNullable(i) == ResultSetMetaData.columnNoNulls
              && !found.isAutoIncrement(i)
              && known == Default.NONE;
      columns.add(
          new Column(
              found.getColumnName(i),
              found.getColumnType(i),
              found.getColumnTypeName(i),
              isRequired,
              known == Default.COMPUTED));
    }
    return columns;
  }

  /** What a database puts where a row says nothing. */
  private enum Default {
    NONE,
    SOME,
    COMPUTED,
    UNKNOWN
  }

  /** A table's name as the database keeps it, which is not always how SQL writes it. */
  private record Name(Optional<String> qualifier, String table) {

    /** MySQL calls a catalog what others call a schema. */
    @Nullable String catalog(DatabaseMetaData database) throws SQLException {
      return database.supportsSchemasInTableDefinitions() ? null : qualifier.orElse(null);
    }

    @Nullable String schema(DatabaseMetaData database) throws SQLException {
      return database.supportsSchemasInTableDefinitions() ? qualifier.orElse(null) : null;
    }

    static Name of(String written, DatabaseMetaData database) throws SQLException {
      String[] parts = written.split("\\.", -1);
      String table = kept(parts[parts.length - 1], database);
      return new Name(
          parts.length > 1
              ? Optional.of(kept(parts[parts.length - 2], database))
              : Optional.empty(),
          table);
    }

    private static String kept(String part, DatabaseMetaData database) throws SQLException {
      String bare = part.replaceAll("^[\"`\\[]|[\"`\\]]$", "");
      if (!bare.equals(part)) {
        return bare;
      }
      return database.storesUpperCaseIdentifiers()
          ? bare.toUpperCase(Locale.ROOT)
          : database.storesLowerCaseIdentifiers() ? bare.toLowerCase(Locale.ROOT) : bare;
    }
  }

  private static Map<String, Default> defaults(DatabaseMetaData database, Name name)
      throws SQLException {
    Map<String, Default> defaults = new HashMap<>();
    try (ResultSet columns =
        database.getColumns(name.catalog(database), name.schema(database), name.table(), "%")) {
      while (columns.next()) {
        boolean hasDefault = columns.getString("COLUMN_DEF") != null;
        boolean isComputed = "YES".equals(columns.getString("IS_GENERATEDCOLUMN"));
        defaults.put(
            columns.getString("COLUMN_NAME"),
            isComputed ? Default.COMPUTED : hasDefault ? Default.SOME : Default.NONE);
      }
    }
    return defaults;
  }

  /** Another table with a foreign key to this one, and whether its rows change with this one's. */
  private record Referrer(String table, boolean isDependent) {}

  private static List<Referrer> referrers(DatabaseMetaData database, Name name)
      throws SQLException {
    List<Referrer> referrers = new ArrayList<>();
    try (ResultSet keys =
        database.getExportedKeys(name.catalog(database), name.schema(database), name.table())) {
      while (keys.next()) {
        int rule = keys.getInt("DELETE_RULE");
        boolean isLeftAlone =
            rule == DatabaseMetaData.importedKeyNoAction
                || rule == DatabaseMetaData.importedKeyRestrict;
        String other = keys.getString("FKTABLE_NAME");
        if (!other.equals(name.table())) {
          referrers.add(new Referrer(other, !isLeftAlone));
        }
      }
    }
    return referrers;
  }
}
