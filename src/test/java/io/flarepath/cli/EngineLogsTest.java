package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.workflow.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EngineLogsTest {

  private static final Logger ENGINE = LoggerFactory.getLogger("org.apache.spark.Example");

  private final Path folder;

  EngineLogsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stopLogging() {
    new EngineLogs().level(LogLevel.OFF);
  }

  @Test
  void theEngineLogsToAFileNamedByTheRun() throws IOException {
    Path file = new EngineLogs().start(folder.resolve("logs").toString(), "01ABC", LogLevel.INFO);
    ENGINE.info("started");
    ENGINE.debug("too much");
    assertThat(file).isEqualTo(folder.resolve("logs/flarepath-01ABC.log"));
    assertThat(Files.readString(file))
        .contains("INFO", "o.a.s.Example: started")
        .doesNotContain("too much");
  }

  @Test
  void aSecondStartReplacesTheFirst() throws IOException {
    EngineLogs logs = new EngineLogs();
    Path first = logs.start(folder.toString(), "1", LogLevel.INFO);
    Path second = logs.start(folder.toString(), "2", LogLevel.INFO);
    ENGINE.info("started");
    assertThat(Files.readString(first)).doesNotContain("started");
    assertThat(Files.readString(second)).contains("started");
    assertThat(logs.file()).contains(second);
  }

  @Test
  void theLevelCanChangeLater() throws IOException {
    EngineLogs logs = new EngineLogs();
    Path file = logs.start(folder.toString(), "1", LogLevel.WARN);
    ENGINE.info("before");
    logs.level(LogLevel.DEBUG);
    ENGINE.debug("after");
    assertThat(Files.readString(file)).contains("after").doesNotContain("before");
  }

  @Test
  void aStackTraceIsKeptInTheLog() throws IOException {
    EngineLogs logs = new EngineLogs();
    logs.keep(new IllegalStateException("nowhere to go"));
    Path file = logs.start(folder.toString(), "1", LogLevel.INFO);
    logs.keep(new IllegalStateException("no more ideas"));
    assertThat(Files.readString(file))
        .contains("IllegalStateException: no more ideas", "\tat ")
        .doesNotContain("nowhere to go");
  }

  @Test
  void whereTheFolderCannotBeMadeTheTemporaryOneIsUsed() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("logs"), "a file");
    Path file = new EngineLogs().start(inTheWay.toString(), "01ABC-elsewhere", LogLevel.INFO);
    assertThat(file)
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "flarepath-01ABC-elsewhere.log"));
    ENGINE.info("started");
    assertThat(Files.readString(file)).contains("started");
    Files.delete(file);
  }
}
