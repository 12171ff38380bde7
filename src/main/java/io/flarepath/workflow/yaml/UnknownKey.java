package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import java.util.List;
import java.util.Optional;

/** A key that a section does not have: perhaps misspelt, perhaps in the wrong place. */
final class UnknownKey {

  private static final int PLACES_TO_NAME = 3;

  /** Also tells such a refusal from one that a JSON schema can make. */
  static final String WHY_REFUSED = "it looks like a key that would have an effect";

  private UnknownKey() {}

  /** What there is to say of such a key; empty where it may stand. */
  static Optional<Diagnostic> in(Section<?> section, Yaml.Entry entry, Grammar grammar) {
    return switch (section.extras()) {
      case FOREIGN -> Optional.empty();
      case REFUSED -> Optional.of(refused(entry, section, grammar));
      case LEFT_ASIDE ->
          grammar.isLabel(entry.key())
              ? Optional.empty()
              : Optional.of(
                  looksLikeNothing(entry.key(), section, grammar)
                      ? leftAside(entry)
                      : refused(entry, section, grammar).because(WHY_REFUSED));
    };
  }

  private static boolean looksLikeNothing(String key, Section<?> section, Grammar grammar) {
    return Suggestion.nearest(key, section.spellings()).isEmpty()
        && grammar.placesOf(key).isEmpty();
  }

  private static Diagnostic leftAside(Yaml.Entry entry) {
    return Diagnostic.warning(
            Code.UNKNOWN_KEY, "nobody knows the key `" + entry.key() + "`: it is left aside")
        .at(entry.keySpan())
        .help("remove it, or make it a comment");
  }

  private static Diagnostic refused(Yaml.Entry entry, Section<?> section, Grammar grammar) {
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
