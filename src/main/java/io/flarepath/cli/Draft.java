package io.flarepath.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments sorted by what they are, none of them judged yet. Filled while parsing. */
final class Draft {

  private final List<String> words = new ArrayList<>();
  private final Map<CommandOption, List<String>> values = new EnumMap<>(CommandOption.class);

  void word(String word) {
    words.add(word);
  }

  void option(CommandOption choice, String value) {
    values.computeIfAbsent(choice, any -> new ArrayList<>()).add(value);
  }

  /** Everything that is neither an option nor an option's value, in order. */
  List<String> words() {
    return words;
  }

  /** The command that the first words name; empty when they name none. */
  Optional<Verb> verb() {
    return Verb.of(words.subList(0, Math.min(2, words.size())))
        .or(() -> Verb.of(words.subList(0, Math.min(1, words.size()))));
  }

  /** The words after the command. */
  List<String> arguments() {
    int taken = verb().map(verb -> verb.path().size()).orElse(0);
    return words.subList(taken, words.size());
  }

  Set<CommandOption> choices() {
    return values.keySet();
  }

  boolean has(CommandOption choice) {
    return values.containsKey(choice);
  }

  /** All values that were given for an option, in order. */
  List<String> all(CommandOption choice) {
    return values.getOrDefault(choice, List.of());
  }
}
