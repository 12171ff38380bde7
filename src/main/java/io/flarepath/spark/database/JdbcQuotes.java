package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops where a database would give column names instead of values. Spark puts the columns of a
 * database that it does not know in double quotes, and some databases read those as text.
 */
final class JdbcQuotes {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcQuotes.class);

  private static final JdbcDialect UNKNOWN = JdbcDialects.get("jdbc:");

  private JdbcQuotes() {}

  /**
   * Looks.
   *
   * @param span where the input is, for the message
   * @throws FlarepathException if the database takes double quotes as quotes of text
   */
  static void check(JDBCOptions options, Span span) {
    JdbcDialect dialect = JdbcDialects.get(options.url());
    if (dialect.equals(UNKNOWN) && isText(dialect, options)) {
      throw refused(span);
    }
  }

  private static boolean isText(JdbcDialect dialect, JDBCOptions options) {
    try (Connection connection = dialect.createConnectionFactory(options).apply(-1)) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      return !"\"".equals(quote) && isText(connection, options.tableOrQuery());
    } catch (SQLException e) {
      LOG.debug("the database does not answer, and reading its rows will say why", e);
      return false;
    }
  }

  private static boolean isText(Connection connection, String rows) {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT \"flarepath has no such column\" FROM " + rows + " WHERE 1=0")) {
      LOG.debug("double quotes are quotes of text: {}", found);
      return true;
    } catch (SQLException noSuchColumn) {
      LOG.debug("double quotes are quotes of names", noSuchColumn);
      return false;
    }
  }

  private static FlarepathException refused(Span span) {
    return new FlarepathException(
        Diagnostic.error(Code.INPUT_UNREADABLE, "Spark cannot read this kind of database correctly")
            .at(span)
            .because(
                "Spark puts column names in double quotes, which this database reads as text: it"
                    + " would return the names instead of the values")
            .help(
                "use the database's own Spark connector, or an address with a setting that makes"
                    + " double quotes quote names"));
  }
}
