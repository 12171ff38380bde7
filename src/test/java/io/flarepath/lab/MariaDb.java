package io.flarepath.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flarepath.settings.Depot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A MariaDB of this machine's own binaries, on the loopback, in a folder that goes with this JVM: a
 * database that commits with each CREATE, DROP and ALTER. Without binaries the test is skipped;
 * where {@code CI=true}, it fails.
 */
public final class MariaDb {

  public static final String USER = "flare";
  public static final String PASSWORD = "s3cr3t-of-the-lab";

  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
  private static final List<Path> SYSTEM_TABLES =
      List.of(Path.of("/usr/share/mariadb"), Path.of("/usr/share/mysql"));

  private final int port;

  private MariaDb(int port) {
    this.port = port;
  }

  /** The one server of this JVM. */
  public static MariaDb server() {
    boolean isHere = Files.isExecutable(SERVER);
    if (!isHere && "true".equals(System.getenv("CI"))) {
      fail("there is no MariaDB here: apt-get install mariadb-server-core");
    }
    assumeTrue(isHere, "there is no MariaDB here");
    return Holder.SERVER;
  }

  /** Its address by MariaDB's own driver. */
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/shop";
  }

  /** Its address as people write MySQL's, by MariaDB's driver. */
  public String mysqlUrl() {
    return "jdbc:mysql://127.0.0.1:" + port + "/shop?permitMysqlScheme";
  }

  /** A depot of this server, called {@code maria}. */
  public Depot depot() {
    return new Depot.Jdbc("maria", url(), Map.of("user", USER, "password", PASSWORD));
  }

  /** Runs statements, one after another, and returns the rows of the last one. */
  public List<String> sql(String... statements) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        rows.clear();
        if (statement.execute(each)) {
          read(statement.getResultSet(), rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  private static void read(ResultSet found, List<String> rows) throws SQLException {
    while (found.next()) {
      StringJoiner row = new StringJoiner(" | ");
      for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(found.getString(i)));
      }
      rows.add(row.toString());
    }
  }

  private static final class Holder {
    static final MariaDb SERVER = start();
  }

  private static MariaDb start() {
    try {
      Path folder = Files.createTempDirectory("flarepath-mariadb-");
      Path data = Files.createDirectory(folder.resolve("data"));
      Path script = folder.resolve("init.sql");
      Files.writeString(script, script());
      List<String> command =
          List.of(
              SERVER.toString(),
              "--no-defaults",
              "--user=" + System.getProperty("user.name"),
              "--datadir=" + data,
              "--max_allowed_packet=8M",
              "--innodb-flush-log-at-trx-commit=0");
      List<String> bootstrap = new ArrayList<>(command);
      bootstrap.add("--bootstrap");
      ServerProcess.run(bootstrap, ProcessBuilder.Redirect.from(script.toFile()));
      int port = ServerProcess.freePort();
      List<String> serve = new ArrayList<>(command);
      serve.addAll(
          List.of(
              "--bind-address=127.0.0.1",
              "--port=" + port,
              "--socket=" + folder.resolve("socket"),
              "--pid-file=" + folder.resolve("pid")));
      Process process =
          new ProcessBuilder(serve)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    process.destroyForcibly();
                    ServerProcess.delete(folder);
                  }));
      MariaDb server = new MariaDb(port);
      server.awaitStart(process, folder.resolve("log"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of the first script that makes a server's own tables, under any of its names. */
  private static String systemTables() {
    return SYSTEM_TABLES.stream()
        .flatMap(
            folder ->
                Stream.of("mariadb_system_tables.sql", "mysql_system_tables.sql")
                    .map(folder::resolve))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private static String script() throws IOException {
    String first = systemTables();
    StringBuilder script = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
    script.append("SET @auth_root_socket=NULL;\n");
    for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
      script.append(Files.readString(Path.of(first.replace("system_tables", part)))).append('\n');
    }
    return script
        .append("CREATE DATABASE shop;\n")
        .append("FLUSH PRIVILEGES;\n")
        .append("CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\n".formatted(USER, PASSWORD))
        .append("GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION;\n".formatted(USER))
        .toString();
  }

  private void awaitStart(Process process, Path log) throws IOException {
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      try {
        DriverManager.getConnection(url(), USER, PASSWORD).close();
        return;
      } catch (SQLException notYet) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalStateException("MariaDB does not start: " + Files.readString(log));
  }
}
