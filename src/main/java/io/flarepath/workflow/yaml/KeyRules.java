package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.KeySql.Rollover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That everything in an {@code incremental} that names a key names one that is there. */
final class KeyRules {

  private final KeySql incremental;
  private final Problems problems;
  private final List<String> names;

  KeyRules(KeySql incremental, Problems problems) {
    this.incremental = incremental;
    this.problems = problems;
    this.names = incremental.keys().stream().map(key -> key.name().value()).toList();
  }

  void check() {
    checkKeys();
    checkPlaces(incremental.sql());
    incremental.until().ifPresent(this::checkPlaces);
    incremental
        .window()
        .ifPresent(
            window -> {
              checkName(window.start());
              checkName(window.end());
            });
    checkRollover();
  }

  // Keys are found in their order, so a key's SQL can read only those before it.
  private void checkKeys() {
    List<String> earlier = new ArrayList<>();
    for (KeySql.Key key : incremental.keys()) {
      key.sql().ifPresent(sql -> checkKeySql(key.name().value(), sql, List.copyOf(earlier)));
      earlier.add(key.name().value());
    }
  }

  private void checkKeySql(String key, Passage sql, List<String> earlier) {
    for (SqlTemplate.Place place : places(sql)) {
      Span span = sql.span(place.start(), place.end());
      if (!names.contains(place.key())) {
        problems.add(unknown(place.key(), span, earlier));
      } else if (!earlier.contains(place.key())) {
        problems.add(tooLate(key, place.key(), span));
      }
    }
  }

  private void checkPlaces(Passage sql) {
    for (SqlTemplate.Place place : places(sql)) {
      if (!names.contains(place.key())) {
        problems.add(unknown(place.key(), sql.span(place.start(), place.end()), names));
      }
    }
  }

  /** The places that take a value; others are warned of. */
  private List<SqlTemplate.Place> places(Passage sql) {
    SqlTemplate template = SqlTemplate.of(sql);
    List<SqlTemplate.Place> places = new ArrayList<>(template.places());
    places.removeAll(template.inComments());
    if (SwallowedSql.in(sql).isEmpty()) {
      template.inComments().forEach(place -> problems.add(inComment(place, sql)));
    }
    return places;
  }

  private static Diagnostic inComment(SqlTemplate.Place place, Passage sql) {
    return Diagnostic.warning(
            Code.KEY_IN_COMMENT, "`$|" + place.key() + "|` is in a comment of the SQL")
        .at(sql.span(place.start(), place.end()))
        .because("Spark skips comments, so the key has no effect there")
        .help("move it out of the comment if it should select rows, or delete it");
  }

  private void checkName(Located<String> name) {
    if (!names.contains(name.value())) {
      problems.add(
          Diagnostic.error(
                  Code.UNKNOWN_PLACEHOLDER, "`" + name.value() + "` is not a key of this input")
              .at(name.span())
              .help(help(name.value(), names)));
    }
  }

  private void checkRollover() {
    Map<String, Rollover> seen = new HashMap<>();
    for (Rollover rollover : incremental.rollover()) {
      Located<String> key = rollover.key();
      if (!names.contains(key.value())) {
        problems.add(
            unknownState("`state` stores `" + key.value() + "`, which is not a key", key.span())
                .help(help(key.value(), names)));
      }
      Rollover first = seen.putIfAbsent(key.value(), rollover);
      if (first != null && !first.value().text().equals(rollover.value().text())) {
        problems.add(contradiction(key, first));
      }
      checkValue(rollover.value());
    }
  }

  private void checkValue(Passage value) {
    checkPlaces(value);
    String text = value.text().strip();
    // Any other single word may be SQL, such as current_date.
    Optional<String> near = Suggestion.nearest(text, names);
    if (!names.contains(text) && text.matches("\\w+") && near.isPresent()) {
      problems.add(
          unknownState("`" + text + "` is neither a key nor a query", value.span())
              .help("did you mean `" + near.get() + "`?"));
    }
  }

  private static Diagnostic unknown(String key, Span span, List<String> known) {
    return Diagnostic.error(
            Code.UNKNOWN_PLACEHOLDER, "`$|" + key + "|` does not name a key of this input")
        .at(span)
        .help(help(key, known));
  }

  private static Diagnostic tooLate(String key, String read, Span span) {
    String message =
        read.equals(key)
            ? "the SQL of `" + key + "` reads `" + key + "` itself"
            : "the SQL of `" + key + "` reads `" + read + "`, which comes after it";
    return Diagnostic.error(Code.UNKNOWN_PLACEHOLDER, message)
        .at(span)
        .because("keys are resolved in order, so a key's SQL can only use keys before it")
        .help(
            read.equals(key)
                ? "use an earlier key, or none"
                : "move `" + read + "` before `" + key + "`");
  }

  private static Diagnostic unknownState(String message, Span span) {
    return Diagnostic.error(Code.UNKNOWN_STATE_KEY, message).at(span);
  }

  private static Diagnostic contradiction(Located<String> key, Rollover first) {
    return Diagnostic.error(
            Code.DUPLICATE_NAME, "the next value of `" + key.value() + "` is given twice")
        .at(key.span())
        .because("line " + first.key().span().line() + " sets it to `" + first.value().text() + "`")
        .help("keep the entry under `state` and remove `updateFromKey`");
  }

  private static String help(String key, List<String> known) {
    return known.isEmpty() ? "there is no key before this one" : Suggestion.help(key, known);
  }
}
