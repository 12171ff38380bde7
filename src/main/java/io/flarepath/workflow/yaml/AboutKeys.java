package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.Anything;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.About;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The keys by which an output says to people what it is. Their values are read as far as they can
 * be understood: a load must not fail because of the form of a label.
 */
final class AboutKeys {

  static final Key<Optional<Yaml>> TITLE =
      Key.optional("title", new Anything(), "a human-readable name");

  static final Key<Optional<Yaml>> DESCRIPTION =
      Key.optional("description", new Anything(), "a description; becomes the table's comment");

  static final Key<Optional<Yaml>> TAGS =
      Key.optional("tags", new Anything(), "labels for data catalogs; stored as a table property");

  static final Key<Optional<Yaml>> COLUMN_TAGS =
      Key.optional(
          "columnTags",
          new Anything(),
          "labels for columns: a map from a column to its labels, or a list of maps with"
              + " `columnName`, `columnNames` or `columnRegex` and `tags`; entries for one column"
              + " add up, and a regular expression matches from the start of a name");

  static final List<Key<?>> ALL = List.of(TITLE, DESCRIPTION, TAGS, COLUMN_TAGS);

  private static final List<String> COLUMN = List.of("columnName", "columnNames", "column", "name");
  private static final String PATTERN = "columnRegex";
  private static final String LABELS = "tags";

  private AboutKeys() {}

  static About about(Fields fields) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    Map<String, List<String>> patterns = new LinkedHashMap<>();
    fields
        .get(COLUMN_TAGS)
        .ifPresent(tags -> columnTags(tags, columns, patterns, fields.problems()));
    return new About(
        String.join(" ", fields.get(TITLE).map(AboutKeys::texts).orElse(List.of())),
        String.join(" ", fields.get(DESCRIPTION).map(AboutKeys::texts).orElse(List.of())),
        fields.get(TAGS).map(AboutKeys::texts).orElse(List.of()),
        columns,
        patterns);
  }

  /** Either column: labels, or a list of such, or a list of maps with columns and their labels. */
  private static void columnTags(
      Yaml yaml,
      Map<String, List<String>> columns,
      Map<String, List<String>> patterns,
      Problems problems) {
    for (Yaml.Mapping map : yaml.mappings()) {
      Optional<Yaml> labels = map.at(LABELS);
      List<Yaml> named = COLUMN.stream().flatMap(key -> map.at(key).stream()).toList();
      Optional<Yaml> pattern = map.at(PATTERN);
      if (labels.isPresent() && (!named.isEmpty() || pattern.isPresent())) {
        List<String> tags = texts(labels.get());
        named.forEach(names -> texts(names).forEach(name -> add(columns, name, tags)));
        pattern.stream()
            .flatMap(expressions -> expressions.scalars().stream())
            .filter(expression -> isPattern(expression, problems))
            .forEach(expression -> add(patterns, expression.text().strip(), tags));
      } else {
        map.entries().forEach(entry -> add(columns, entry.key(), texts(entry.value())));
      }
    }
  }

  private static void add(Map<String, List<String>> all, String name, List<String> tags) {
    all.computeIfAbsent(name, none -> new ArrayList<>()).addAll(tags);
  }

  private static boolean isPattern(Yaml.Scalar expression, Problems problems) {
    try {
      return !Pattern.compile(expression.text().strip()).pattern().isEmpty();
    } catch (PatternSyntaxException e) {
      problems.add(
          Diagnostic.warning(
                  Code.UNKNOWN_TAGGED_COLUMN,
                  "`columnRegex` is not a regular expression: `" + expression.text() + "`")
              .at(expression.span())
              .because(e.getDescription())
              .help("for all columns that begin with `city_`, write `city_.*`"));
      return false;
    }
  }

  private static List<String> texts(Yaml yaml) {
    return yaml.scalars().stream().map(scalar -> scalar.text().strip()).toList();
  }
}
