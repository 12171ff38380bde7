package io.flarepath.workflow.yaml;

import java.util.Optional;

/** What is said of a key wherever the grammar is shown. */
final class Words {

  private Words() {}

  /** What the key is, in a sentence, and since when. */
  static String sentence(Key<?> key) {
    String doc = key.doc();
    String sentence = Character.toUpperCase(doc.charAt(0)) + doc.substring(1) + ".";
    String fallback = key.traits().fallback();
    String since = key.traits().since();
    return sentence
        + (fallback.isEmpty() ? "" : " Default: `" + fallback + "`.")
        + (since.isEmpty() ? "" : " Since " + since + ".");
  }

  /** Why one would rather write something else. */
  static Optional<String> warning(Key<?> key, String spelling) {
    if (!key.traits().instead().isEmpty()) {
      return Optional.of("an old form of `" + key.traits().instead() + "`");
    }
    if (key.rightPlace().isPresent()) {
      return key.rightPlace().map(place -> "belongs in `" + place + "`");
    }
    if (key.support() == Support.NOT_YET) {
      return Optional.of("not supported yet");
    }
    return spelling.equals(key.name())
        ? Optional.empty()
        : Optional.of("another spelling of `" + key.name() + "`");
  }
}
