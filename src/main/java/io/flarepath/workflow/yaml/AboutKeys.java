package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Anything;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.About;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
          "columnTags", new Anything(), "labels for columns: a map from a column to its labels");

  static final List<Key<?>> ALL = List.of(TITLE, DESCRIPTION, TAGS, COLUMN_TAGS);

  private static final List<String> COLUMN =
      List.of("columnName", "columnNames", "columnRegex", "column", "name");
  private static final String LABELS = "tags";

  private AboutKeys() {}

  static About about(Fields fields) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    fields.get(COLUMN_TAGS).ifPresent(tags -> columnTags(tags, columns));
    return new About(
        String.join(" ", fields.get(TITLE).map(AboutKeys::texts).orElse(List.of())),
        String.join(" ", fields.get(DESCRIPTION).map(AboutKeys::texts).orElse(List.of())),
        fields.get(TAGS).map(AboutKeys::texts).orElse(List.of()),
        columns);
  }

  /** Either column: labels, or a list of such, or a list of maps with columns and their labels. */
  private static void columnTags(Yaml yaml, Map<String, List<String>> columns) {
    for (Yaml.Mapping map : yaml.mappings()) {
      Optional<Yaml> column = COLUMN.stream().flatMap(key -> map.at(key).stream()).findFirst();
      Optional<Yaml> labels = map.at(LABELS);
      if (column.isPresent() && labels.isPresent()) {
        texts(column.get()).forEach(name -> columns.put(name, texts(labels.get())));
      } else {
        map.entries().forEach(entry -> columns.put(entry.key(), texts(entry.value())));
      }
    }
  }

  private static List<String> texts(Yaml yaml) {
    return yaml.scalars().stream().map(scalar -> scalar.text().strip()).toList();
  }
}
