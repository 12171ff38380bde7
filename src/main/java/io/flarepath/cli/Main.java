package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.report.Json;
import java.util.List;
import java.util.function.Function;

/** Where the program starts and ends. */
public final class Main {

  private final Commands commands;
  private final EngineLogs logs;
  private final Function<ColorMode, Terminal> terminals;
  private final Interrupts interrupts;

  Main(
      Commands commands,
      EngineLogs logs,
      Function<ColorMode, Terminal> terminals,
      Interrupts interrupts) {
    this.interrupts = interrupts;
    this.commands = commands;
    this.logs = logs;
    this.terminals = terminals;
  }

  public static void main(String[] arguments) {
    EngineLogs logs = new EngineLogs();
    Interrupts interrupts = Interrupts.ofTheProcess();
    Main main = new Main(new Wiring(logs, interrupts), logs, Terminal::system, interrupts);
    System.exit(interrupts.exit(main.run(List.of(arguments))));
  }

  ExitCode run(List<String> arguments) {
    Parsed parsed = ArgumentParser.parse(arguments);
    Terminal terminal = terminals.apply(parsed.color());
    return parsed.match(
        understood -> run(understood.invocation(), terminal),
        help -> print(help.text(), terminal),
        rejected -> {
          rejected.diagnostics().forEach(problem -> tell(problem, terminal));
          return ExitCode.REJECTED;
        });
  }

  private static ExitCode print(String help, Terminal terminal) {
    terminal.print((terminal.colorOut() ? HelpText.bold(help) : help).strip());
    return ExitCode.DONE;
  }

  private ExitCode run(Invocation invocation, Terminal terminal) {
    interrupts.announcing(said -> interrupted(said, invocation, terminal));
    try {
      return commands.run(invocation, terminal);
    } catch (FlarepathException stopped) {
      stopped.diagnostics().forEach(problem -> tell(problem, terminal));
      if (stopped.getCause() != null) {
        new Failures(logs).keep(stopped, invocation.globals().debug(), terminal);
      }
      return ExitCode.of(stopped.code());
    } catch (Throwable bug) {
      if (OutOfMemory.in(bug)) {
        tell(OutOfMemory.of(bug, "Flarepath"), terminal);
        new Failures(logs).keep(bug, invocation.globals().debug(), terminal);
        return ExitCode.JOB_FAILED;
      }
      tell(new Failures(logs).bug(bug, invocation.globals().debug(), terminal), terminal);
      return ExitCode.BUG;
    }
  }

  /** The last that is said: what the command says after it would only confuse. */
  private static void interrupted(Diagnostic said, Invocation invocation, Terminal terminal) {
    if (invocation.globals().json()) {
      terminal.print(Json.stopped(invocation.command().word(), List.of(said)));
    }
    tell(said, terminal);
    terminal.mute();
  }

  private static void tell(Diagnostic diagnostic, Terminal terminal) {
    TextRenderer renderer = terminal.colorErr() ? TextRenderer.coloured() : TextRenderer.plain();
    terminal.say(renderer.render(diagnostic));
  }
}
