package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.StepCommand;
import io.flarepath.workflow.StorageLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of an entry of a step's {@code commands}. */
final class CommandKeys {

  private static final Key<Boolean> NAME =
      Key.required("name", new Choice<>(words(), List.of()), "`persist` or `unpersist`");

  private static final Key<Optional<Located<String>>> VIEW =
      Key.optional("sequenceName", Scalar.TEXT.located(), "the view; by default, the step's own");

  private static final Key<StorageLevel> MODE =
      Key.withDefault(
          "mode",
          Choice.of(StorageLevel.class),
          StorageLevel.MEMORY_AND_DISK,
          "where to keep its rows; by default, in memory and on disk");

  static final Section<Command> COMMAND =
      Section.of(
          "steps[].sequence[].commands[]",
          List.of(NAME, VIEW, MODE),
          fields -> new Command(fields.get(NAME), fields.get(VIEW), fields.get(MODE)));

  private CommandKeys() {}

  /** A command that does not know yet which step it is in. */
  record Command(boolean persists, Optional<Located<String>> view, StorageLevel level) {

    StepCommand of(Located<String> step) {
      Located<String> target = view.orElse(step);
      return persists ? new StepCommand.Persist(target, level) : new StepCommand.Unpersist(target);
    }
  }

  private static Map<String, Boolean> words() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("persist", true);
    words.put("unpersist", false);
    return words;
  }
}
