package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import java.util.Optional;

/** Puts the rooms together for each command. */
final class Wiring implements Commands {

  private static final String VERSION =
      Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");

  @Override
  public ExitCode run(Invocation invocation, Terminal terminal) {
    if (invocation.command() instanceof Command.Version) {
      terminal.print(version(invocation.globals().json()));
      return ExitCode.DONE;
    }
    throw new FlarepathException(
        Diagnostic.error(Code.NOT_SUPPORTED, "this build does not hold this command yet"));
  }

  private static String version(boolean json) {
    return json ? "{\"version\": \"" + VERSION + "\"}" : "flarepath " + VERSION;
  }
}
