package io.flarepath.cli;

import io.flarepath.secret.Vault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program as a user calls it, within this process: all of it but the end of the process. */
public final class CommandLine {

  private CommandLine() {}

  /**
   * What a call came to.
   *
   * @param exit the process's exit code
   */
  public record Answer(int exit, String out, String err) {}

  public static Answer call(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Vault vault = new Vault();
    EngineLogs logs = new EngineLogs(vault);
    Interrupts interrupts = new Interrupts(Interrupts.Exit.OF_THE_PROCESS, Duration.ZERO);
    ExitCode exit =
        new Main(
                new Wiring(logs, interrupts, vault, () -> {}),
                logs,
                color -> Terminal.on(stream(out), stream(err), color, Map.of("NO_COLOR", "1")),
                interrupts,
                vault)
            .run(List.of(arguments));
    return new Answer(
        exit.number(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
