package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import java.util.List;
import java.util.Optional;

/** A key that a section does not have: perhaps misspelt, perhaps in the wrong place. */
final class UnknownKey {

  private static final int PLACES_TO_NAME = 3;

  /** Also distinguishes such a refusal from one that a JSON schema can express. */
  static final String WHY_REFUSED =
      "the name suggests that the key has an effect, so it is not ignored";

  private UnknownKey() {}

  /** What there is to say of such a key; empty where it is allowed. */
  static Optional<Diagnostic> in(SectionDescription section, Yaml.Entry entry, KnownKeys known) {
    return switch (section.extras()) {
      case FOREIGN -> Optional.empty();
      case REFUSED -> Optional.of(refused(entry, section, known));
      case LEFT_ASIDE ->
          known.isLabel(entry.key())
              ? Optional.empty()
              : Optional.of(
                  looksLikeNothing(entry.key(), section, known)
                      ? leftAside(entry)
                      : refused(entry, section, known).because(WHY_REFUSED));
    };
  }

  private static boolean looksLikeNothing(String key, SectionDescription section, KnownKeys known) {
    return Suggestion.nearest(key, section.spellings()).isEmpty() && known.placesOf(key).isEmpty();
  }

  private static Diagnostic leftAside(Yaml.Entry entry) {
    return Diagnostic.warning(Code.UNKNOWN_KEY, "ignoring unknown key `" + entry.key() + "`")
        .at(entry.keySpan())
        .help("remove it, or turn it into a comment");
  }

  private static Diagnostic refused(Yaml.Entry entry, SectionDescription section, KnownKeys known) {
    String key = entry.key();
    Diagnostic problem =
        Diagnostic.error(Code.UNKNOWN_KEY, "unknown key `" + key + "`").at(entry.keySpan());
    Optional<String> near = Suggestion.nearest(key, section.spellings());
    List<String> places = known.placesOf(key);
    if (near.isPresent()) {
      problem = problem.help("did you mean `" + near.get() + "`?");
    }
    if (!places.isEmpty() && places.size() <= PLACES_TO_NAME) {
      problem = problem.help("`" + key + "` belongs in " + String.join(" or ", places));
    }
    return problem.help().isEmpty()
        ? problem.help(
            "keys allowed in " + section.where() + ": " + Suggestion.quoted(main(section)))
        : problem;
  }

  private static List<String> main(SectionDescription section) {
    return section.keys().stream()
        .filter(key -> key.support() == Support.USED && key.traits().rightPlace().isEmpty())
        .filter(key -> key.traits().instead().isEmpty())
        .map(KeyDescription::name)
        .toList();
  }
}
