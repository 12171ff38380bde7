package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with the options and with the command's name, each with the way out. */
final class ArgumentProblems {

  private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown option (-[^=:]*).*");
  private static final Pattern MISSING_VALUE = Pattern.compile("Missing value after (-.*)");

  private final Draft draft;
  private final Problems problems;

  private ArgumentProblems(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /**
   * Adds what scopt has found and what it cannot know.
   *
   * @param found scopt's own words
   */
  static void add(Draft draft, List<String> found, Problems problems) {
    ArgumentProblems complaints = new ArgumentProblems(draft, problems);
    complaints.command();
    if (!problems.hasErrors() || draft.verb().isPresent()) {
      found.forEach(complaints::option);
      complaints.strangers();
    }
  }

  /** Commands by the words that other tools have for them. */
  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("status", "state show"),
          Map.entry("show", "state show"),
          Map.entry("history", "state show"),
          Map.entry("check", "validate"),
          Map.entry("lint", "validate"),
          Map.entry("start", "run"),
          Map.entry("apply", "run"),
          Map.entry("sql", "query"),
          Map.entry("select", "query"),
          Map.entry("rollback", "undo"),
          Map.entry("revert", "undo"));

  private void command() {
    if (draft.verb().isPresent() || draft.words().isEmpty()) {
      return;
    }
    String typed = draft.words().get(0);
    if (typed.equals("state")) {
      problems.add(stateCommand());
    } else if (typed.endsWith(".yaml") || typed.endsWith(".yml")) {
      problems.add(
          unknownCommand(typed).help("to run this workflow: `flarepath run " + typed + "`"));
    } else {
      List<String> known =
          Arrays.stream(Verb.values()).map(verb -> verb.path().get(0)).distinct().toList();
      problems.add(
          unknownCommand(typed)
              .help(
                  Optional.ofNullable(OTHER_WORDS.get(typed))
                      .or(() -> Suggestion.nearest(typed, known))
                      .map(near -> "did you mean `" + near + "`?")
                      .orElse("`flarepath help` lists the commands")));
    }
  }

  private Diagnostic stateCommand() {
    List<String> known =
        Arrays.stream(Verb.values())
            .filter(verb -> verb.path().size() == 2)
            .map(Verb::words)
            .toList();
    String all = "choose one of `" + String.join("`, `", known) + "`";
    if (draft.words().size() < 2) {
      return rejected("`state` needs a subcommand").help(all);
    }
    String typed = "state " + draft.words().get(1);
    return unknownCommand(typed)
        .help(
            Suggestion.nearest(typed, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(all));
  }

  private void option(String complaint) {
    Matcher unknown = UNKNOWN_OPTION.matcher(complaint);
    Matcher value = MISSING_VALUE.matcher(complaint);
    if (unknown.matches()) {
      problems.add(unknownOption(unknown.group(1)));
    } else if (value.matches()) {
      problems.add(rejected("`" + value.group(1) + "` needs a value"));
    } else {
      problems.add(rejected(complaint));
    }
  }

  private Diagnostic unknownOption(String typed) {
    Diagnostic problem = rejected("unknown option `" + typed + "`");
    if (Arrays.stream(CommandOption.values())
        .anyMatch(choice -> typed.equals("-" + choice.letter()))) {
      return problem.help("write its value as a separate argument: `" + typed + " VALUE`");
    }
    List<String> known =
        Arrays.stream(CommandOption.values())
            .filter(choice -> draft.verb().map(choice::belongsTo).orElse(true))
            .map(CommandOption::toString)
            .toList();
    String page =
        draft.verb().map(verb -> "flarepath help " + verb.words()).orElse("flarepath help");
    return problem.help(
        Suggestion.nearest(typed, known)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("`" + page + "` lists the options"));
  }

  /** Options that exist and that this command does not take. */
  private void strangers() {
    for (CommandOption choice : draft.choices()) {
      Optional<Verb> verb = draft.verb();
      if (!choice.isGlobal() && !verb.map(choice::belongsTo).orElse(false)) {
        String takers =
            choice.verbs().stream()
                .map(taker -> "`" + taker.words() + "`")
                .collect(Collectors.joining(", "));
        String message =
            verb.map(known -> "`" + known.words() + "` does not take `" + choice + "`")
                .orElse("`" + choice + "` needs a command");
        problems.add(rejected(message).help("commands that accept it: " + takers));
      }
    }
  }

  private static Diagnostic unknownCommand(String typed) {
    return rejected("unknown command `" + typed + "`");
  }

  private static Diagnostic rejected(String message) {
    return Diagnostic.error(Code.BAD_ARGUMENT, message);
  }
}
