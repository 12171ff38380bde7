package io.flarepath.fire;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with this one's class path. Only what this test started is ever ended. */
final class Child {

  private final Process process;
  private final Path output;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a JVM.
   *
   * @param folder its working directory; what it says goes to a file there
   */
  static Child start(Path folder, Class<?> main, String... arguments) throws IOException {
    return start(folder, Map.of(), main, arguments);
  }

  /** The same, with further variables in its environment. */
  static Child start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djdk."))
        .forEach(command::add);
    // Short lives: the second compiler would not pay.
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Files.createDirectories(folder);
    Path output = Files.createTempFile(folder, "child-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Child(builder.start(), output);
  }

  /** Waits for its end; gives its exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      kill();
      throw new AssertionError("it did not end: " + text());
    }
    return process.exitValue();
  }

  /** Whether it ended within some time. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it said so far. */
  String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
