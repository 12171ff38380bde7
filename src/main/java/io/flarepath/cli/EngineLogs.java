package io.flarepath.cli;

import io.flarepath.workflow.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends what Spark and its libraries log to a file, and nothing of it to the screen. Commands that
 * need no engine never start it, since loading the logging library alone takes a while.
 */
public final class EngineLogs {

  private Optional<Path> file = Optional.empty();

  /**
   * From now on the engine logs to {@code <logDir>/flarepath-<runId>.log}, or, where that folder
   * cannot be written, to a file of the same name in the system's folder for temporary files.
   *
   * @param logDir relative to the working directory, or absolute
   * @return the file
   */
  public Path start(String logDir, String runId, LogLevel level) {
    Path path = writable(Path.of(logDir)).resolve("flarepath-" + runId + ".log");
    EngineLogFile.open(path, level.name());
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

  private static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException notOurs) {
      // A read-only image or another user's folder: the temporary one will do.
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
