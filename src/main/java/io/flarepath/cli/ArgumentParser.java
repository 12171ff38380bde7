package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the command line. */
public final class ArgumentParser {

  private ArgumentParser() {}

  /** What the arguments ask for, or help, or everything that is wrong with them. */
  public static Parsed parse(List<String> arguments) {
    Draft draft = new Draft();
    List<String> complaints = new ScoptParser().parse(arguments, draft);
    Problems problems = new Problems();
    Globals globals = globals(draft, problems);
    if (draft.has(CommandOption.HELP)) {
      return new Parsed.HelpWanted(HelpText.about(draft.verb()), globals.color());
    }
    ArgumentProblems.add(draft, complaints, problems);
    Optional<Command> command = CommandReader.read(draft, problems);
    if (problems.hasErrors() || command.isEmpty()) {
      return new Parsed.Rejected(problems.all(), globals.color());
    }
    return command
        .get()
        .asHelp()
        .<Parsed>map(help -> new Parsed.HelpWanted(HelpText.about(help.topic()), globals.color()))
        .orElseGet(() -> new Parsed.Understood(new Invocation(globals, command.get())));
  }

  private static Globals globals(Draft draft, Problems problems) {
    if (draft.has(CommandOption.QUIET) && draft.has(CommandOption.VERBOSE)) {
      problems.add(
          Diagnostic.error(Code.BAD_ARGUMENT, "`--quiet` and `--verbose` cannot be combined"));
    }
    return new Globals(
        draft.all(CommandOption.CONF),
        draft.has(CommandOption.JSON),
        color(last(draft, CommandOption.COLOR), problems),
        draft.has(CommandOption.QUIET),
        draft.has(CommandOption.VERBOSE),
        draft.has(CommandOption.DEBUG),
        draft.has(CommandOption.SHOW_ROWS),
        last(draft, CommandOption.EXECUTION_TIME).flatMap(text -> executionTime(text, problems)));
  }

  private static ColorMode color(Optional<String> typed, Problems problems) {
    if (typed.isEmpty()) {
      return ColorMode.AUTO;
    }
    String word = typed.get().toUpperCase(Locale.ROOT);
    Optional<ColorMode> mode =
        Arrays.stream(ColorMode.values()).filter(known -> known.name().equals(word)).findFirst();
    if (mode.isEmpty()) {
      problems.add(
          Diagnostic.error(Code.BAD_ARGUMENT, "`--color " + typed.get() + "` is not a valid choice")
              .help("write auto, always or never"));
    }
    return mode.orElse(ColorMode.AUTO);
  }

  private static Optional<Instant> executionTime(String text, Problems problems) {
    Optional<Instant> time = ExecutionTime.read(text);
    if (time.isEmpty()) {
      problems.add(
          Diagnostic.error(Code.BAD_ARGUMENT, "`--execution-time " + text + "` is not a time")
              .help(
                  "write 2001-07-02, \"2001-07-02 00:00:00\" (both UTC) or"
                      + " 2001-07-02T00:00:00+02:00"));
    }
    return time;
  }

  /** An option that was given several times: the last one counts. */
  private static Optional<String> last(Draft draft, CommandOption choice) {
    List<String> values = draft.all(choice);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }
}
