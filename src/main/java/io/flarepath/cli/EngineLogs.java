package io.flarepath.cli;

import io.flarepath.secret.Vault;
import io.flarepath.workflow.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Sends what Spark and its libraries log to a file, and nothing of it to the screen. Commands that
 * need no engine never start it, since loading the logging library alone takes a while.
 */
public final class EngineLogs {

  private final Clock clock;
  private final Vault vault;
  private Optional<LogFolder> files = Optional.empty();

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
   * From now on the engine logs to {@code <logDir>/flarepath-<day>.log}, after what is there, and
   * to further files with a number when it is full; or, where that folder cannot be written, to a
   * file of the same name in the user's own folder among the system's temporary ones. Of the files,
   * the newest {@value LogFolder#MOST_FILES} are kept.
   *
   * @param logDir relative to the working directory, or absolute
   * @param runId stands in each line
   * @return the file
   */
  public Path start(String logDir, String runId, LogLevel level) {
    Path folder = folder(logDir);
    try {
      Files.createDirectories(folder);
    } catch (IOException notOurs) {
      // A read-only image or another user's folder: the temporary one will do.
    }
    return begin(folder, runId, level);
  }

  /** The same for a command that only looks: a folder that is not there is not made. */
  Path startLooking(String logDir, String runId, LogLevel level) {
    return begin(folder(logDir), runId, level);
  }

  private Path begin(Path wanted, String runId, LogLevel level) {
    boolean isOurs = Files.isDirectory(wanted) && Files.isWritable(wanted);
    Path folder = isOurs ? wanted : temporary();
    LogFolder log = new LogFolder(folder, clock);
    log.removeOldest();
    EngineLogFile.open(log, runId, level.name(), vault);
    files = Optional.of(log);
    return log.current();
  }

  /** Changes how much is logged; to be called after {@link #start}. */
  public void level(LogLevel level) {
    EngineLogFile.level(level.name());
  }

  /** Where the engine logs; empty while no command has needed it. */
  public Optional<Path> file() {
    return files.map(LogFolder::current);
  }

  /** Keeps the stack trace of a failure, if there is a log. */
  public void keep(Throwable failure) {
    if (files.isPresent()) {
      EngineLogFile.keep(failure);
    }
  }

  private static Path folder(String logDir) {
    try {
      return Path.of(logDir);
    } catch (InvalidPathException noPath) {
      return temporary();
    }
  }

  private static Path temporary() {
    String user = System.getProperty("user.name", "").replaceAll("[^\\w.-]", "_");
    return TemporaryFolder.system().resolve("flarepath-" + user);
  }
}
