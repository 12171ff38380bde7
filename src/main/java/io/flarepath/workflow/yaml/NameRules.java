package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.Yaml;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What names may be, and that no two things of a kind share one. */
final class NameRules {

  private static final int LONGEST = 48;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  static final Shape SHAPE =
      new Shape("[a-z0-9]([-a-z0-9]{0,46}[a-z0-9])?", true, OptionalInt.of(0), true);

  private NameRules() {}

  /**
   * Checks the name of a workflow or a job.
   *
   * @param kind what bears the name
   */
  static void check(Located<String> name, String kind, Problems problems) {
    String text = name.value();
    if (Variables.areIn(text)) {
      return; // It was already reported that the variable is not set.
    }
    if (!NAME.matcher(text).matches()) {
      problems.add(
          bad(name, "`" + text + "` is not a valid name for a " + kind)
              .because(
                  "a name consists of `a` to `z`, `0` to `9` and `-`, and does not start or end"
                      + " with `-`"));
    } else if (text.length() > LONGEST) {
      problems.add(
          bad(name, "the name of the " + kind + " is too long")
              .because(
                  "it has " + text.length() + " characters; at most " + LONGEST + " are allowed"));
    }
  }

  /** The rule that no two items of a list have the same text under a key. */
  static ListOf.Rule unique(String key) {
    return (items, reading) -> {
      Map<String, Yaml.Scalar> seen = new HashMap<>();
      for (Yaml item : items) {
        name(item, key)
            .ifPresent(
                name -> {
                  Yaml.Scalar first = seen.putIfAbsent(name.text(), name);
                  if (first != null) {
                    reading.problems().add(twice(name, first, reading.key()));
                  }
                });
      }
    };
  }

  private static Optional<Yaml.Scalar> name(Yaml item, String key) {
    return item.at(key).flatMap(Yaml::asScalar).filter(name -> !name.isNull());
  }

  /** A file's own name as a workflow's: without folders and ending, in allowed characters. */
  static String fromFile(String file) {
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = base.indexOf('.', 1);
    return cleaned(dot > 0 ? base.substring(0, dot) : base);
  }

  private static Diagnostic twice(Yaml.Scalar name, Yaml.Scalar first, String key) {
    return Diagnostic.error(
            Code.DUPLICATE_NAME, "`" + key + "` has two entries named " + name.words())
        .at(name.span())
        .because("the first one is on line " + first.span().line())
        .help("give one of them another name");
  }

  private static Diagnostic bad(Located<String> name, String message) {
    return Diagnostic.error(Code.BAD_NAME, message)
        .at(name.span())
        .help("for example `" + cleaned(name.value()) + "`");
  }

  private static String cleaned(String text) {
    String clean = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = clean.substring(0, Math.min(LONGEST, clean.length()));
    String trimmed = cut.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "workflow" : trimmed;
  }
}
