package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.report.Json;
import io.flarepath.secret.Vault;
import io.flarepath.spark.SparkEngine;
import java.util.List;
import java.util.function.Function;

/** Where the program starts and ends. */
public final class Main {

  private final Commands commands;
  private final EngineLogs logs;
  private final Function<ColorMode, Terminal> terminals;
  private final Interrupts interrupts;
  private final Vault vault;

  Main(
      Commands commands,
      EngineLogs logs,
      Function<ColorMode, Terminal> terminals,
      Interrupts interrupts,
      Vault vault) {
    this.interrupts = interrupts;
    this.vault = vault;
    this.commands = commands;
    this.logs = logs;
    this.terminals = terminals;
  }

  public static void main(String[] arguments) {
    Vault vault = Vault.ofTheProcess();
    EngineLogs logs = new EngineLogs(vault);
    Interrupts interrupts = Interrupts.ofTheProcess();
    Wiring wiring = new Wiring(logs, interrupts, vault, Main::tidyTemporaryFiles);
    Main main = new Main(wiring, logs, Terminal::system, interrupts, vault);
    System.exit(interrupts.exit(main.run(List.of(arguments))));
  }

  /** Before an engine starts: what it unpacks and spills is to be gone when this process is. */
  private static void tidyTemporaryFiles() {
    TemporaryFolder.make(TemporaryFolder.system(), System.currentTimeMillis())
        .ifPresent(
            folder -> {
              folder.use();
              SparkEngine.afterIt(folder::remove);
              Thread tidying = new Thread(folder::removeAbandoned, "temporary files");
              tidying.setDaemon(true);
              tidying.start();
            });
  }

  ExitCode run(List<String> arguments) {
    Parsed parsed = ArgumentParser.parse(arguments);
    Terminal terminal = terminals.apply(parsed.color()).keeping(vault);
    return parsed.match(
        understood -> run(understood.invocation(), terminal),
        help -> print(help.text(), terminal),
        rejected -> {
          rejected.diagnostics().forEach(terminal::tell);
          return ExitCode.REJECTED;
        });
  }

  private static ExitCode print(String help, Terminal terminal) {
    terminal.help(help);
    return ExitCode.DONE;
  }

  private ExitCode run(Invocation invocation, Terminal terminal) {
    interrupts.announcing(said -> interrupted(said, invocation, terminal));
    try {
      return commands.run(invocation, terminal);
    } catch (FlarepathException stopped) {
      stopped.diagnostics().forEach(terminal::tell);
      if (stopped.getCause() != null) {
        new Failures(logs, vault).keep(stopped, invocation.globals().debug(), terminal);
      }
      return ExitCode.of(stopped.code());
    } catch (Throwable bug) {
      if (OutOfMemory.in(bug)) {
        terminal.tell(OutOfMemory.of(bug, "Flarepath"));
        new Failures(logs, vault).keep(bug, invocation.globals().debug(), terminal);
        return ExitCode.JOB_FAILED;
      }
      terminal.tell(new Failures(logs, vault).bug(bug, invocation.globals().debug(), terminal));
      return ExitCode.BUG;
    }
  }

  /** The last that is said: what the command says after it would only confuse. */
  private static void interrupted(Diagnostic said, Invocation invocation, Terminal terminal) {
    if (invocation.globals().json()) {
      terminal.document(Json.stopped(invocation.command().word(), List.of(said)));
    }
    terminal.tell(said);
    terminal.mute();
  }
}
