package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import java.util.List;
import java.util.Optional;

/** A key that a section does not have: perhaps misspelt, perhaps in the wrong place. */
final class UnknownKey {

  private static final int PLACES_TO_NAME = 3;

  private UnknownKey() {}

  static Diagnostic of(Yaml.Entry entry, Section<?> section, Grammar grammar) {
    String key = entry.key();
    Diagnostic problem =
        Diagnostic.error(Code.UNKNOWN_KEY, "unknown key `" + key + "`").at(entry.keySpan());
    Optional<String> near = Suggestion.nearest(key, section.spellings());
    List<String> places = grammar.placesOf(key);
    if (near.isPresent()) {
      problem = problem.help("did you mean `" + near.get() + "`?");
    }
    if (!places.isEmpty() && places.size() <= PLACES_TO_NAME) {
      problem = problem.help("`" + key + "` belongs in " + String.join(" or ", places));
    }
    return problem.help().isEmpty()
        ? problem.help("known in " + section.where() + ": " + Suggestion.quoted(main(section)))
        : problem;
  }

  private static List<String> main(Section<?> section) {
    return section.keys().stream()
        .filter(key -> key.support() == Support.USED && key.rightPlace().isEmpty())
        .filter(key -> key.traits().instead().isEmpty())
        .map(Key::name)
        .toList();
  }
}
