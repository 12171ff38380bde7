package io.flarepath.fire;

import io.flarepath.cli.CommandLine;
import io.flarepath.cli.CommandLine.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several processes that do the same job at once: runs it again each time that another won,
 * until there is nothing to do.
 */
public final class Racer {

  private Racer() {}

  /** Arguments: where to write what happened, a file to wait for, and then the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path report = Path.of(arguments[0]);
    Path start = Path.of(arguments[1]);
    String[] command = List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
    Files.writeString(report.resolveSibling(report.getFileName() + ".ready"), "");
    while (!Files.exists(start)) {
      Thread.sleep(5);
    }
    List<String> happened = new ArrayList<>();
    while (true) {
      Answer answer = CommandLine.call(command);
      happened.add("exit " + answer.exit());
      happened.addAll(answer.err().lines().toList());
      if (answer.exit() != 5) {
        break;
      }
    }
    Files.write(report, happened);
    Runtime.getRuntime().halt(0);
  }
}
