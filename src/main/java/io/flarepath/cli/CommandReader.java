package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.history.StatePlanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a command of the sorted arguments, and notes everything that is wrong with them. */
final class CommandReader {

  private final Draft draft;
  private final Problems problems;

  private CommandReader(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /** The command, or empty when the problems hold an error. */
  static Optional<Command> read(Draft draft, Problems problems) {
    return new CommandReader(draft, problems).read();
  }

  private Optional<Command> read() {
    Optional<Verb> verb = draft.verb();
    if (verb.isPresent() && !problems.hasErrors()) {
      countArguments(verb.get());
    }
    Command command = verb.map(this::command).orElseGet(this::withoutWords);
    return problems.hasErrors() ? Optional.empty() : Optional.of(command);
  }

  private Command withoutWords() {
    return draft.has(CommandOption.VERSION)
        ? new Command.Version()
        : new Command.Help(Optional.empty());
  }

  private Command command(Verb verb) {
    List<String> jobs = draft.all(CommandOption.JOB);
    boolean catchUp = draft.has(CommandOption.CATCH_UP);
    boolean incomplete = draft.has(CommandOption.ALLOW_INCOMPLETE);
    return switch (verb) {
      case VALIDATE -> new Command.Validate(draft.arguments());
      case PLAN -> new Command.Plan(first(), jobs, catchUp, maxWindows(), keys(), incomplete);
      case RUN ->
          new Command.Run(first(), jobs, catchUp, maxWindows(), parallel(), keys(), incomplete);
      case BACKFILL -> new Command.Backfill(first(), jobs, keys());
      case STATE_SHOW -> new Command.StateShow(first(), jobs);
      case STATE_SET -> edit(jobs, new Edit.Set(assignments()));
      case STATE_CLEAR -> edit(jobs, new Edit.Clear());
      case STATE_REWIND -> edit(jobs, new Edit.Rewind(target()));
      case UNDO -> edit(jobs, new Edit.Undo(draft.has(CommandOption.FORCE)));
      case DOCTOR ->
          new Command.Doctor(
              first(), jobs, draft.has(CommandOption.FIX), draft.has(CommandOption.COUNT));
      case QUERY -> new Command.Query(first());
      case EXPLAIN -> new Command.Explain(draft.arguments().stream().findFirst());
      case SCHEMA -> new Command.Schema();
      case VERSION -> new Command.Version();
      case HELP -> new Command.Help(topic());
    };
  }

  private Command edit(List<String> jobs, Edit edit) {
    return new Command.StateEdit(first(), jobs, edit, draft.has(CommandOption.YES));
  }

  /** The words after the workflow. */
  private List<KeyOverride> assignments() {
    List<String> texts = draft.arguments().stream().skip(1).toList();
    if (texts.isEmpty() && !draft.arguments().isEmpty()) {
      reject(
          "no keys and values given",
          "for example `flarepath state set " + first() + " orders.start='2020-02-01 00:00:00'`");
    }
    List<KeyOverride> keys = new ArrayList<>();
    texts.forEach(text -> key(text).ifPresent(key -> addOnce(keys, key)));
    return keys;
  }

  /** A snapshot's id, or a time. */
  private StatePlanner.Target target() {
    List<String> values = draft.all(CommandOption.TO);
    if (values.isEmpty()) {
      reject(
          "no target given",
          "add `--to` with a snapshot id or a time; `flarepath state show` lists the publishes");
      return new StatePlanner.Target.Snapshot(-1);
    }
    String text = values.get(values.size() - 1);
    if (text.matches("\\d{5,19}")) {
      return new StatePlanner.Target.Snapshot(Long.parseLong(text));
    }
    return ExecutionTime.read(text)
        .<StatePlanner.Target>map(StatePlanner.Target.Time::new)
        .orElseGet(
            () -> {
              reject(
                  "`--to " + text + "` is neither a snapshot id nor a time",
                  "write 2001-07-02, \"2001-07-02 00:00:00\" (both UTC) or a snapshot id");
              return new StatePlanner.Target.Snapshot(-1);
            });
  }

  private String first() {
    return draft.arguments().isEmpty() ? "" : draft.arguments().get(0);
  }

  private void countArguments(Verb verb) {
    int count = draft.arguments().size();
    if (count == 0 && !verb.missingArgument().isEmpty()) {
      reject(verb.missingArgument(), "write `" + verb.usage() + "`");
    }
    int most =
        switch (verb) {
          case VALIDATE, HELP, STATE_SET -> Integer.MAX_VALUE;
          case VERSION, SCHEMA -> 0;
          default -> 1;
        };
    if (count > most) {
      reject(
          "unexpected argument `" + draft.arguments().get(most) + "`",
          verb == Verb.QUERY ? "put the query in quotes" : "write `" + verb.usage() + "`");
    }
  }

  private Optional<Verb> topic() {
    List<String> words = draft.arguments();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String typed = String.join(" ", words);
    Optional<Verb> exact =
        Verb.of(words)
            .or(() -> typed.equals("state") ? Optional.of(Verb.STATE_SHOW) : Optional.empty());
    if (exact.isEmpty()) {
      List<String> known = Arrays.stream(Verb.values()).map(Verb::words).toList();
      reject(
          "unknown command `" + typed + "`",
          Suggestion.nearest(typed, known)
              .map(near -> "did you mean `flarepath help " + near + "`?")
              .orElse("`flarepath help` lists the commands"));
    }
    return exact;
  }

  private OptionalInt maxWindows() {
    return windows(CommandOption.MAX_WINDOWS);
  }

  private OptionalInt parallel() {
    return windows(CommandOption.PARALLEL);
  }

  private OptionalInt windows(CommandOption option) {
    OptionalInt last = OptionalInt.empty();
    for (String text : draft.all(option)) {
      last = positive(text);
      if (last.isEmpty()) {
        reject(
            "`%s %s` is not a number of windows".formatted(option, text),
            "write a whole number of at least 1");
      }
    }
    return last;
  }

  private static OptionalInt positive(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }

  private List<KeyOverride> keys() {
    List<KeyOverride> keys = new ArrayList<>();
    for (String text : draft.all(CommandOption.KEY)) {
      key(text).ifPresent(key -> addOnce(keys, key));
    }
    return keys;
  }

  private void addOnce(List<KeyOverride> keys, KeyOverride key) {
    for (KeyOverride other : keys) {
      if (other.context().equals(key.context()) && other.key().equals(key.key())) {
        reject(
            "`"
                + key.context()
                + "."
                + key.key()
                + "` is given twice: `"
                + other.value()
                + "` and `"
                + key.value()
                + "`",
            "keep one of them");
      }
    }
    keys.add(key);
  }

  private Optional<KeyOverride> key(String text) {
    int equals = text.indexOf('=');
    int dot = text.indexOf('.');
    if (equals < 0 || dot < 1 || dot > equals || dot + 1 == equals) {
      reject(
          "`" + text + "` is not CONTEXT.KEY=VALUE",
          "for example incremental_flights.start=2001-01-01");
      return Optional.empty();
    }
    return Optional.of(
        new KeyOverride(
            text.substring(0, dot), text.substring(dot + 1, equals), text.substring(equals + 1)));
  }

  private void reject(String message, String help) {
    problems.add(Diagnostic.error(Code.BAD_ARGUMENT, message).help(help));
  }
}
