package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigValue;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.secret.SecretNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a setting, and where. The one place where such messages are made. */
final class Complaints {

  private final Places places;
  private final Problems problems;

  Complaints(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  void unknown(List<String> path, Collection<String> known) {
    String message = "unknown setting `" + shown(path) + "`";
    unknown(path, message, Suggestion.help(last(path), known));
  }

  void unknown(List<String> path, String message, String help) {
    add(Diagnostic.error(Code.UNKNOWN_SETTING, message).help(help), places.name(path));
  }

  void wrong(List<String> path, ConfigValue value, String words) {
    String message = "`" + shown(path) + "` must be " + words + ", not " + described(path, value);
    add(Diagnostic.error(Code.BAD_SETTING, message), places.value(path));
  }

  void wrong(List<String> path, ConfigValue value, String words, String help) {
    String message = "`" + shown(path) + "` must be " + words + ", not " + described(path, value);
    add(Diagnostic.error(Code.BAD_SETTING, message).help(help), places.value(path));
  }

  /** A setting is missing in the block at {@code path}. */
  void missing(List<String> path, String name, String help) {
    String message = "`" + shown(path) + "` has no `" + name + "`";
    add(Diagnostic.error(Code.MISSING_SETTING, message).help(help), places.name(path));
  }

  void add(Diagnostic diagnostic, Optional<Span> span) {
    problems.add(span.map(diagnostic::at).orElse(diagnostic));
  }

  Places places() {
    return places;
  }

  /** A path as people write it: without the root that all settings share. */
  static String shown(List<String> path) {
    List<String> visible =
        path.size() > 1 && path.get(0).equals("flarepath") ? path.subList(1, path.size()) : path;
    return String.join(".", visible.stream().map(Complaints::element).toList());
  }

  private static String element(String name) {
    return name.contains(".") || name.isBlank() ? "\"" + name + "\"" : name;
  }

  private static String described(List<String> path, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NULL -> "nothing";
      case STRING, NUMBER, BOOLEAN ->
          path.stream().anyMatch(SecretNames::isSecret)
              ? "the value there"
              : "`" + shortened(ValueType.scalar(value).orElse("")) + "`";
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  private static String last(List<String> path) {
    return path.get(path.size() - 1);
  }
}
