package io.flarepath.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starting servers of this machine's own binaries, and cleaning up after them. */
final class ServerProcess {

  private ServerProcess() {}

  /** Runs a command to its end; its output goes into the message if it fails. */
  static void run(List<String> command) {
    run(command, ProcessBuilder.Redirect.PIPE);
  }

  static void run(List<String> command, ProcessBuilder.Redirect input) {
    try {
      Path said = Files.createTempFile("flarepath-server-", ".log");
      // Into a file: the server keeps the pipe open that it was started with.
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectInput(input)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      int code = process.waitFor();
      String text = Files.readString(said);
      Files.delete(said);
      if (code != 0) {
        throw new IllegalStateException(command + " gave " + code + ": " + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
