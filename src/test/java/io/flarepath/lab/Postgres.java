package io.flarepath.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flarepath.settings.Depot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of this machine's own binaries, on the loopback, in a folder that goes with this
 * JVM. Without binaries the test is skipped; where {@code CI=true}, it fails.
 */
public final class Postgres {

  public static final String USER = "flare";
  public static final String PASSWORD = "s3cr3t-of-the-lab";

  private static final Path SYSTEM = Path.of("/usr/lib/postgresql");

  private final int port;

  private Postgres(int port) {
    this.port = port;
  }

  /** The one server of this JVM. */
  public static Postgres server() {
    boolean isHere = !binaries().isEmpty();
    if (!isHere && "true".equals(System.getenv("CI"))) {
      fail("there is no PostgreSQL here: apt-get install postgresql");
    }
    assumeTrue(isHere, "there is no PostgreSQL here");
    return Holder.SERVER;
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** A depot of this server, called {@code pg}. */
  public Depot depot(String password) {
    return new Depot.Jdbc("pg", url(), Map.of("user", USER, "password", password));
  }

  /** Runs statements, one after another. */
  public void sql(String... statements) {
    try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> binaries() {
    if (!Files.isDirectory(SYSTEM)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(SYSTEM)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final Postgres SERVER = start(binaries().orElseThrow());
  }

  private static Postgres start(Path bin) {
    try {
      Path folder = Files.createTempDirectory("flarepath-postgres-");
      // initdb refuses to run as root, so the folder must be another user's.
      boolean isRoot = "root".equals(System.getProperty("user.name"));
      if (isRoot) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ServerProcess.run(List.of("chown", "postgres", folder.toString()));
      }
      Path password = Files.createTempFile("flarepath-postgres-", ".txt");
      Files.writeString(password, PASSWORD);
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      String data = folder.resolve("data").toString();
      int port = ServerProcess.freePort();
      asServer(
          isRoot,
          bin.resolve("initdb").toString(),
          "-D" + data,
          "-U" + USER,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--no-sync",
          "--pwfile=" + password);
      Files.delete(password);
      String options =
          "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off"
              .formatted(port, folder);
      String control = bin.resolve("pg_ctl").toString();
      asServer(isRoot, control, "-D" + data, "-w", "-o" + options, "-l" + folder + "/log", "start");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(isRoot, control, folder)));
      return new Postgres(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(boolean isRoot, String control, Path folder) {
    asServer(isRoot, control, "-D" + folder.resolve("data"), "-mimmediate", "stop");
    ServerProcess.delete(folder);
  }

  private static void asServer(boolean isRoot, String... command) {
    List<String> words = new ArrayList<>();
    if (isRoot) {
      words.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    words.addAll(List.of(command));
    ServerProcess.run(words);
  }
}
