package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.secret.Vault;
import io.flarepath.workflow.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EngineLogsTest {

  private static final Logger ENGINE = LoggerFactory.getLogger("org.apache.spark.Example");

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2024-05-01T10:00:00Z"), ZoneOffset.UTC);

  private final Path folder;

  EngineLogsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stopLogging() {
    new EngineLogs(DAY, new Vault()).level(LogLevel.OFF);
  }

  /** As Spark does where the text of a plan is made only while it is logged. */
  @Test
  void aTextThatWaitsForAThreadThatLogsTooIsWritten() throws IOException {
    Path file =
        new EngineLogs(DAY, new Vault())
            .start(folder.resolve("logs").toString(), "01ABC", LogLevel.INFO);
    Object plan =
        new Object() {
          @Override
          public String toString() {
            CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> ENGINE.info("a block was stored"));
            return other.orTimeout(10, TimeUnit.SECONDS).handle((done, e) -> "plan " + e).join();
          }
        };
    ENGINE.info("{}", plan);
    assertThat(Files.readString(file)).contains("a block was stored", "plan null");
  }

  @Test
  void theEngineLogsToTheFileOfTheDay() throws IOException {
    Path file =
        new EngineLogs(DAY, new Vault())
            .start(folder.resolve("logs").toString(), "01ABC", LogLevel.INFO);
    ENGINE.info("started");
    ENGINE.debug("too much");
    assertThat(file).isEqualTo(folder.resolve("logs/flarepath-2024-05-01.log"));
    assertThat(Files.readString(file))
        .contains("INFO", "01ABC", "o.a.s.Example: started")
        .doesNotContain("too much");
  }

  @Test
  void commandsOfOneDayShareAFileUntilItIsFull() throws IOException {
    EngineLogs logs = new EngineLogs(DAY, new Vault());
    Path first = logs.start(folder.toString(), "1", LogLevel.INFO);
    ENGINE.info("started");
    assertThat(logs.start(folder.toString(), "2", LogLevel.INFO)).isEqualTo(first);
    ENGINE.info("again");
    assertThat(Files.readString(first)).contains("started", "again");
    Files.write(first, new byte[20_000_000]);
    Path next = logs.start(folder.toString(), "3", LogLevel.INFO);
    assertThat(next).isEqualTo(folder.resolve("flarepath-2024-05-01.1.log"));
    assertThat(logs.file()).contains(next);
  }

  @Test
  void theOldestFilesAreRemovedAndOthersStay() throws IOException {
    for (int day = 1; day <= 30; day++) {
      Files.writeString(folder.resolve("flarepath-2024-04-%02d.log".formatted(day)), "x");
    }
    Files.writeString(folder.resolve("flarepath-notes.log"), "mine");
    new EngineLogs(DAY, new Vault()).start(folder.toString(), "1", LogLevel.INFO);
    assertThat(folder.resolve("flarepath-2024-04-10.log")).doesNotExist();
    assertThat(folder.resolve("flarepath-2024-04-11.log")).exists();
    assertThat(folder.resolve("flarepath-notes.log")).exists();
  }

  @Test
  void aCommandThatOnlyLooksMakesNoFolderAndNoFile() throws IOException {
    Path file =
        new EngineLogs(DAY, new Vault())
            .startLooking(folder.resolve("logs").toString(), "1", LogLevel.INFO);
    assertThat(folder).isEmptyDirectory();
    assertThat(file.getFileName()).hasToString("flarepath-2024-05-01.log");
    assertThat(file.toString()).startsWith(System.getProperty("java.io.tmpdir"));
  }

  @Test
  void theLevelCanChangeLater() throws IOException {
    EngineLogs logs = new EngineLogs(DAY, new Vault());
    Path file = logs.start(folder.toString(), "1", LogLevel.WARN);
    ENGINE.info("before");
    logs.level(LogLevel.DEBUG);
    ENGINE.debug("after");
    assertThat(Files.readString(file)).contains("after").doesNotContain("before");
  }

  @Test
  void aStackTraceIsKeptInTheLog() throws IOException {
    EngineLogs logs = new EngineLogs(DAY, new Vault());
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
    Path file =
        new EngineLogs(DAY, new Vault())
            .start(inTheWay.toString(), "01ABC-elsewhere", LogLevel.INFO);
    assertThat(file)
        .isEqualTo(
            Path.of(
                System.getProperty("java.io.tmpdir"),
                "flarepath-" + System.getProperty("user.name"),
                "flarepath-2024-05-01.log"));
    ENGINE.info("started");
    assertThat(Files.readString(file)).contains("started");
    Files.delete(file);
  }

  @Test
  void noLineShowsASecretNotEvenInParametersCausesAndSeveralLines() throws IOException {
    Vault vault = new Vault();
    EngineLogs logs = new EngineLogs(DAY, vault);
    Path file = logs.start(folder.toString(), "1", LogLevel.INFO);
    vault.learn(Set.of("hunter2", "first line\nsecond line"));
    Logger log = LoggerFactory.getLogger("test");
    log.info("with {} and {}", "hunter2", Map.of("jdbc.password", "abc"));
    log.error(
        "failed\u001b[2J",
        new IllegalStateException(
            "of hunter2", new IOException("jdbc:x://app:abc@h/d of first line\nsecond line")));
    assertThat(Files.readString(file))
        .contains("with *** and {jdbc.password=***}", "IllegalStateException: of ***", "\tat ")
        .contains("Caused by: java.io.IOException: jdbc:x://app:***@h/d of ***", "failed\\u001b[2J")
        .doesNotContain("hunter2", "abc", "first line", "second line", "\u001b");
  }

  @Test
  void aFileThatBecomesFullWhileItIsWrittenIsFollowedByAnother() throws IOException {
    EngineLogs logs = new EngineLogs(DAY, new Vault());
    logs.start(folder.toString(), "1", LogLevel.INFO);
    for (int i = 0; i < 45; i++) {
      ENGINE.info("line {} {}", i, "x".repeat(900_000));
    }
    List<String> lines = new ArrayList<>();
    for (String name : List.of("", ".1", ".2")) {
      Path file = folder.resolve("flarepath-2024-05-01" + name + ".log");
      assertThat(Files.size(file)).isLessThanOrEqualTo(20_000_000);
      lines.addAll(Files.readAllLines(file));
    }
    assertThat(lines).hasSize(45);
    assertThat(logs.file()).contains(folder.resolve("flarepath-2024-05-01.2.log"));
  }

  @Test
  void theOldestOfADayIsTheOneWithTheLeastNumber() throws IOException {
    for (int number = 0; number <= 21; number++) {
      String name = number == 0 ? "" : "." + number;
      Files.writeString(folder.resolve("flarepath-2024-05-01" + name + ".log"), "x");
    }
    Path file = new EngineLogs(DAY, new Vault()).start(folder.toString(), "1", LogLevel.INFO);
    assertThat(file).isEqualTo(folder.resolve("flarepath-2024-05-01.21.log"));
    assertThat(folder.resolve("flarepath-2024-05-01.log")).doesNotExist();
    assertThat(folder.resolve("flarepath-2024-05-01.1.log")).doesNotExist();
    assertThat(folder.resolve("flarepath-2024-05-01.2.log")).exists();
  }

  @Test
  void aNewDayHasANewFileAlsoForAProcessThatRuns() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-05-01T23:59:59Z"));
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Optional.ofNullable(now.get()).orElseThrow();
          }
        };
    new EngineLogs(clock, new Vault()).start(folder.toString(), "1", LogLevel.INFO);
    ENGINE.info("before midnight");
    now.set(Instant.parse("2024-05-02T00:00:01Z"));
    Thread.sleep(1_100);
    ENGINE.info("after midnight");
    assertThat(Files.readString(folder.resolve("flarepath-2024-05-02.log")))
        .contains("after midnight");
  }

  @Test
  void aPipeInThePlaceOfALogKeepsNobodyWaiting() throws Exception {
    Path pipe = folder.resolve("flarepath-2024-05-01.log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path file = new EngineLogs(DAY, new Vault()).start(folder.toString(), "1", LogLevel.INFO);
    ENGINE.info("started");
    assertThat(file).isEqualTo(folder.resolve("flarepath-2024-05-01.1.log"));
    assertThat(Files.readString(file)).contains("started");
  }

  @Test
  void severalWritersOfOneFileNeitherLoseNorTearLines() throws Exception {
    LogFolder log = new LogFolder(folder, DAY);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<?>> all = new ArrayList<>();
    for (int writer = 0; writer < 6; writer++) {
      // Each with a channel of its own, as processes have.
      SharedFileAppender appender =
          new SharedFileAppender(log, PatternLayout.newBuilder().withPattern("%m%n").build());
      appender.start();
      String line = Integer.toString(writer).repeat(30_000);
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  if (i == 100) {
                    Thread.currentThread().interrupt();
                  }
                  appender.append(
                      Log4jLogEvent.newBuilder().setMessage(new SimpleMessage(line)).build());
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines).hasSize(1_200).allMatch(line -> line.length() == 30_000);
    assertThat(lines).allMatch(line -> line.chars().distinct().count() == 1);
  }

  @Test
  void anEventOfManyMegabytesIsCut() throws IOException {
    Path file = new EngineLogs(DAY, new Vault()).start(folder.toString(), "1", LogLevel.INFO);
    ENGINE.info("plan {}", "x".repeat(5_000_000));
    assertThat(Files.size(file)).isLessThan(1_000_100);
    assertThat(Files.readString(file)).contains(" more bytes)");
  }
}
