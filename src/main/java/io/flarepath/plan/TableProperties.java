package io.flarepath.plan;

import io.flarepath.state.PropertyNames;
import io.flarepath.workflow.About;
import io.flarepath.workflow.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table properties that an output asks for: those that it names, how files are compressed, and
 * what people say of the dataset. What is named wins.
 */
final class TableProperties {

  private TableProperties() {}

  /** Them, for a table with these columns. */
  static Map<String, String> of(Output output, List<String> columns) {
    Map<String, String> properties = new LinkedHashMap<>();
    output
        .writer()
        .compression()
        .flatMap(codec -> Codec.of(codec.value()))
        .ifPresent(
            codec -> {
              String format = Codec.format(output);
              properties.put(Codec.property(format), codec.word(format));
            });
    about(output.about(), columns, properties);
    output.properties().forEach((name, value) -> properties.put(name, value.value()));
    return properties;
  }

  private static void about(About about, List<String> columns, Map<String, String> properties) {
    put(properties, PropertyNames.COMMENT, about.description());
    put(properties, PropertyNames.TITLE, about.title());
    put(properties, PropertyNames.TAGS, String.join(",", about.tags()));
    about
        .labels(columns)
        .forEach(
            (column, labels) ->
                put(properties, PropertyNames.columnTags(column), String.join(",", labels)));
  }

  private static void put(Map<String, String> properties, String name, String value) {
    if (!value.isBlank()) {
      properties.put(name, value);
    }
  }
}
