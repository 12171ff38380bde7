package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.secret.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where stack traces go: to the engine's log or a file, and to the screen only when asked for. */
final class Failures {

  private final EngineLogs logs;
  private final Vault vault;

  Failures(EngineLogs logs, Vault vault) {
    this.logs = logs;
    this.vault = vault;
  }

  /** Keeps the stack trace of a failure that has been explained. */
  void keep(Throwable failure, boolean debug, Terminal terminal) {
    logs.keep(failure);
    if (debug) {
      terminal.say(trace(failure));
    }
  }

  /** Keeps the stack trace of an unexpected failure, and says where it is. */
  Diagnostic bug(Throwable failure, boolean debug, Terminal terminal) {
    keep(failure, debug, terminal);
    Diagnostic bug =
        Diagnostic.error(Code.BUG, "Flarepath failed unexpectedly: " + describe(failure));
    return bug.because(stackTrace(failure)).help("please report it with this stack trace");
  }

  private String stackTrace(Throwable failure) {
    try {
      Path file = logs.file().isPresent() ? logs.file().get() : written(failure);
      return "the stack trace is in " + file;
    } catch (IOException nowhereToWrite) {
      return "run it again with --debug to see the stack trace";
    }
  }

  private Path written(Throwable failure) throws IOException {
    return Files.writeString(
        Files.createTempFile(TemporaryFolder.system(), "flarepath-bug-", ".txt"),
        vault.redactLog(trace(failure)));
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
