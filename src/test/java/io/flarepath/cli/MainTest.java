package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.secret.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aCommandsExitCodeIsTheProgramsExitCode() {
    assertThat(run((invocation, terminal) -> ExitCode.AUDIT_REJECTED, "run", "x.yaml"))
        .isEqualTo(ExitCode.AUDIT_REJECTED);
  }

  @Test
  void theCommandGetsWhatWasTyped() {
    Commands echo =
        (invocation, terminal) -> {
          terminal.print(invocation.command().toString());
          return ExitCode.DONE;
        };
    run(echo, "explain", "FP1203");
    assertThat(out()).isEqualTo("Explain[code=Optional[FP1203]]");
  }

  @Test
  void badArgumentsReachNoCommand() {
    Commands never =
        (invocation, terminal) -> {
          throw new AssertionError("must not be called");
        };
    assertThat(run(never, "rnu")).isEqualTo(ExitCode.REJECTED);
    assertThat(err()).startsWith("error[FP6001]: unknown command `rnu`");
    assertThat(out()).isEmpty();
  }

  @Test
  void helpGoesToStdout() {
    assertThat(run((invocation, terminal) -> ExitCode.BUG, "help")).isEqualTo(ExitCode.DONE);
    assertThat(out()).startsWith("Flarepath loads data").doesNotContain("\u001b");
    assertThat(err()).isEmpty();
  }

  @Test
  void helpInColorHasBoldHeadings() {
    run((invocation, terminal) -> ExitCode.BUG, "help", "--color", "always");
    assertThat(out()).contains("\u001b[1mExamples\u001b[0m:");
  }

  @Test
  void aKnownReasonIsToldWithoutAStackTrace() {
    assertThat(run(stopping(), "run", "x.yaml")).isEqualTo(ExitCode.ANOTHER_RUN);
    assertThat(err())
        .startsWith("error[FP5101]: another run won")
        .doesNotContain("IllegalStateException");
  }

  @Test
  void debugShowsTheCauseToo() {
    run(stopping(), "run", "x.yaml", "--debug");
    assertThat(err()).contains("IllegalStateException: engine says no").contains("    at ");
  }

  @Test
  void aBugIsSaidToBeOneAndLeavesItsStackTraceInAFile() throws IOException {
    assertThat(run(broken(), "run", "x.yaml")).isEqualTo(ExitCode.BUG);
    assertThat(err())
        .startsWith(
            "error[FP9001]: Flarepath failed unexpectedly: IllegalStateException: no more ideas")
        .doesNotContain("    at ");
    Path trace = Path.of(err().replaceFirst("(?s).*the stack trace is in (\\S+).*", "$1"));
    assertThat(Files.readString(trace)).contains("\tat ").contains("no more ideas");
    Files.delete(trace);
  }

  @Test
  void aBugWithDebugShowsItsStackTrace() throws IOException {
    assertThat(run(broken(), "run", "x.yaml", "--debug")).isEqualTo(ExitCode.BUG);
    assertThat(err()).contains("    at ");
    Files.delete(Path.of(err().replaceFirst("(?s).*the stack trace is in (\\S+).*", "$1")));
  }

  @Test
  void runningOutOfMemoryNamesTheSetting() {
    Commands hungry =
        (invocation, terminal) -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThat(run(hungry, "run", "x.yaml")).isEqualTo(ExitCode.JOB_FAILED);
    assertThat(err())
        .contains("FP4015", "Flarepath ran out of memory", "Java heap space")
        .contains("FLAREPATH_DRIVER_MEMORY=4g");
  }

  private static Commands broken() {
    return (invocation, terminal) -> {
      throw new IllegalStateException("no more ideas");
    };
  }

  private static Commands stopping() {
    return (invocation, terminal) -> {
      throw new FlarepathException(
          Diagnostic.error(Code.ANOTHER_RUN_WON, "another run won"),
          new IllegalStateException("engine says no"));
    };
  }

  private ExitCode run(Commands commands, String... arguments) {
    return new Main(
            commands,
            new EngineLogs(),
            color -> Terminal.on(stream(out), stream(err), color, Map.of("NO_COLOR", "1")),
            new Interrupts(Interrupts.Exit.OF_THE_PROCESS, Duration.ZERO),
            new Vault())
        .run(List.of(arguments));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }
}
