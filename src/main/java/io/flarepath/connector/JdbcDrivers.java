package io.flarepath.connector;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The usual drivers of databases, by the beginning of their addresses. */
public final class JdbcDrivers {

  private static final List<Driver> DRIVERS =
      List.of(
          new Driver("postgresql", "org.postgresql.Driver", "org.postgresql:postgresql:42.7.8"),
          new Driver("mysql", "com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j:9.4.0"),
          new Driver(
              "mariadb", "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client:3.5.6"),
          new Driver(
              "sqlserver",
              "com.microsoft.sqlserver.jdbc.SQLServerDriver",
              "com.microsoft.sqlserver:mssql-jdbc:12.10.1.jre11"),
          new Driver(
              "oracle",
              "oracle.jdbc.OracleDriver",
              "com.oracle.database.jdbc:ojdbc11:23.9.0.25.07"),
          new Driver("db2", "com.ibm.db2.jcc.DB2Driver", "com.ibm.db2:jcc:12.1.2.0"),
          new Driver(
              "redshift",
              "com.amazon.redshift.jdbc42.Driver",
              "com.amazon.redshift:redshift-jdbc42:2.1.0.33"),
          new Driver(
              "snowflake",
              "net.snowflake.client.jdbc.SnowflakeDriver",
              "net.snowflake:snowflake-jdbc:3.24.2"),
          new Driver(
              "clickhouse",
              "com.clickhouse.jdbc.ClickHouseDriver",
              "com.clickhouse:clickhouse-jdbc:0.9.0"),
          new Driver("trino", "io.trino.jdbc.TrinoDriver", "io.trino:trino-jdbc:476"),
          new Driver("h2", "org.h2.Driver", "com.h2database:h2:2.3.232"),
          new Driver("sqlite", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc:3.50.3.0"));

  private JdbcDrivers() {}

  /**
   * A driver.
   *
   * @param database as in {@code jdbc:database:}
   * @param coordinates the Maven coordinates of the jar that has the class
   */
  public record Driver(String database, String className, String coordinates) {}

  /** The driver of an address. */
  public static Optional<Driver> of(String url) {
    String start = url.toLowerCase(Locale.ROOT);
    return DRIVERS.stream()
        .filter(driver -> start.startsWith("jdbc:" + driver.database() + ":"))
        .findFirst();
  }

  /** The driver that has this class. */
  static Optional<Driver> ofClass(String className) {
    return DRIVERS.stream().filter(driver -> driver.className().equals(className)).findFirst();
  }
}
