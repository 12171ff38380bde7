package io.flarepath.spark.database;

import io.flarepath.sql.SqlText;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.Types;
import java.util.Locale;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.jdbc.JdbcType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractFunction1;

/**
 * MySQL as Spark knows it, with three corrections. Spark takes MariaDB's own addresses for an
 * unknown database and puts column names in double quotes, which MariaDB reads as text: each value
 * would be its column's name. It writes text into SQL without regard to backslashes, so that a
 * value could end the text it is in. And it makes columns of times without fractions of seconds.
 */
public final class MySqlDialect extends JdbcDialect {

  private static final long serialVersionUID = 1L;

  private static final JdbcType TIME = new JdbcType("DATETIME(6)", Types.TIMESTAMP);

  private final JdbcDialect mysql;

  private MySqlDialect(JdbcDialect mysql) {
    this.mysql = mysql;
  }

  /** Takes the place of Spark's own dialect, once for this JVM. */
  public static synchronized void register() {
    JdbcDialect present = JdbcDialects.get("jdbc:mysql:");
    if (!(present instanceof MySqlDialect)) {
      JdbcDialects.unregisterDialect(present);
      JdbcDialects.registerDialect(new MySqlDialect(present));
    }
  }

  @Override
  public boolean canHandle(String url) {
    String address = url.toLowerCase(Locale.ROOT);
    return address.startsWith("jdbc:mysql:") || address.startsWith("jdbc:mariadb:");
  }

  @Override
  public Option<JdbcType> getJDBCType(DataType type) {
    return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType)
        ? Option.apply(TIME)
        : mysql.getJDBCType(type);
  }

  @Override
  public Option<DataType> getCatalystType(int type, String name, int size, MetadataBuilder md) {
    return mysql.getCatalystType(type, name, size, md);
  }

  /** Connections are opened on executors too, before Spark looks for the dialect there. */
  @Override
  public Function1<Object, Connection> createConnectionFactory(JDBCOptions options) {
    return new Registering(mysql.createConnectionFactory(options));
  }

  private static final class Registering extends AbstractFunction1<Object, Connection>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Function1<Object, Connection> open;

    Registering(Function1<Object, Connection> open) {
      this.open = open;
    }

    @Override
    public Connection apply(Object partition) {
      register();
      return open.apply(partition);
    }
  }

  @Override
  public String quoteIdentifier(String column) {
    return SqlText.identifier(column);
  }

  @Override
  public Option<String> compileExpression(Expression expression) {
    // Whether a backslash escapes depends on the server's mode, so Spark compares such text itself.
    Option<String> sql = mysql.compileExpression(expression);
    return sql.isDefined() && sql.get().indexOf('\\') >= 0 ? Option.empty() : sql;
  }

  @Override
  public boolean isSupportedFunction(String name) {
    return mysql.isSupportedFunction(name);
  }

  @Override
  public void beforeFetch(
      Connection connection, scala.collection.immutable.Map<String, String> properties) {
    mysql.beforeFetch(connection, properties);
  }

  @Override
  public String getTableExistsQuery(String table) {
    return mysql.getTableExistsQuery(table);
  }

  @Override
  public Option<Object> isCascadingTruncateTable() {
    return mysql.isCascadingTruncateTable();
  }
}
