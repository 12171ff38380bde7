package io.flarepath.cli;

import io.flarepath.secret.Vault;
import io.flarepath.workflow.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends what Spark and its libraries log to a file, and nothing of it to the screen. Commands that
 * need no engine never start it, since loading the logging library alone takes a while.
 */
public final class EngineLogs {

  /** So many files are kept; a day has one, and more when they are full. */
  private static final int MOST_FILES = 20;

  /** Once a file is so large, the next command begins another one; in bytes. */
  private static final long FULL = 20_000_000;

  private static final Pattern OURS =
      Pattern.compile("flarepath-\\d{4}-\\d{2}-\\d{2}(\\.\\d+)?\\.log");

  private final Clock clock;
  private final Vault vault;
  private Optional<Path> file = Optional.empty();

  /** Logs that know the secrets of the environment, and no others. */
  public EngineLogs() {
    this(Vault.ofTheProcess());
  }

  /**
   * Logs that begin no file yet.
   *
   * @param vault the secrets that no line shows; others may be learnt later
   */
  EngineLogs(Vault vault) {
    this(Clock.system(ZoneId.systemDefault()), vault);
  }

  /**
   * Logs that begin no file yet.
   *
   * @param clock whose days have a file each
   * @param vault the secrets that no line shows; others may be learnt later
   */
  EngineLogs(Clock clock, Vault vault) {
    this.clock = clock;
    this.vault = vault;
  }

  /**
   * From now on the engine logs to {@code <logDir>/flarepath-<day>.log}, after what is there, or,
   * where that folder cannot be written, to a file of the same name in the user's own folder among
   * the system's temporary ones. Of the files, the newest {@value #MOST_FILES} are kept.
   *
   * @param logDir relative to the working directory, or absolute
   * @param runId stands in each line
   * @return the file
   */
  public Path start(String logDir, String runId, LogLevel level) {
    Path folder = Path.of(logDir);
    try {
      Files.createDirectories(folder);
    } catch (IOException notOurs) {
      // A read-only image or another user's folder: the temporary one will do.
    }
    return begin(folder, runId, level);
  }

  /** The same for a command that only looks: a folder that is not there is not made. */
  Path startLooking(String logDir, String runId, LogLevel level) {
    return begin(Path.of(logDir), runId, level);
  }

  private Path begin(Path wanted, String runId, LogLevel level) {
    boolean isOurs = Files.isDirectory(wanted) && Files.isWritable(wanted);
    Path folder = isOurs ? wanted : temporary();
    String day = "flarepath-" + LocalDate.now(clock);
    Path path = folder.resolve(day + ".log");
    for (int number = 1; isFull(path); number++) {
      path = folder.resolve(day + "." + number + ".log");
    }
    removeOldest(folder);
    EngineLogFile.open(path, runId, level.name(), vault);
    file = Optional.of(path);
    return path;
  }

  /** Changes how much is logged; to be called after {@link #start}. */
  public void level(LogLevel level) {
    EngineLogFile.level(level.name());
  }

  /** Where the engine logs; empty while no command has needed it. */
  public Optional<Path> file() {
    return file;
  }

  /** Keeps the stack trace of a failure, if there is a log. */
  public void keep(Throwable failure) {
    if (file.isPresent()) {
      EngineLogFile.keep(failure);
    }
  }

  private static Path temporary() {
    String user = System.getProperty("user.name", "").replaceAll("[^\\w.-]", "_");
    return TemporaryFolder.system().resolve("flarepath-" + user);
  }

  private static boolean isFull(Path path) {
    try {
      boolean isThere = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      // A pipe in its place would keep us waiting for somebody who reads it.
      return isThere && (!Files.isRegularFile(path) || Files.size(path) >= FULL);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Their names sort by their days. */
  private static void removeOldest(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> logs =
          files
              .filter(file -> OURS.matcher(file.getFileName().toString()).matches())
              .sorted(Comparator.<Path>naturalOrder().reversed())
              .toList();
      for (Path old : logs.subList(Math.min(MOST_FILES, logs.size()), logs.size())) {
        Files.deleteIfExists(old);
      }
    } catch (IOException notOurs) {
      // They stay, and the next command tries again.
    }
  }
}
