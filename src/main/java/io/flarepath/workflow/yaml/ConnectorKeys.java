package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Anything;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The maps that are called like a connector and hold options for it: beside {@code inputType:
 * kafka} a map {@code kafka}. What is nested in them counts as if it were not.
 */
final class ConnectorKeys {

  private static final String IS_STREAM = "isStream";
  private static final String IS_BATCH = "isBatch";
  private static final String TRUE = "true";

  /** Options of old workflows that say how an input is read, and are not for the connector. */
  private static final Set<String> OURS = Set.of(IS_STREAM, IS_BATCH);

  /** What the options of connectors call the thing that is read or written. */
  private static final List<String> NAMES = List.of("topic", "table", "dbtable", "collection");

  /** One of those maps. */
  private record Connector(Format format, Key<Optional<Yaml>> key) {}

  private static final List<Connector> ALL =
      Stream.concat(Stream.of(Formats.JDBC), Formats.connectors().stream())
          .filter(Format::isWritable)
          .map(format -> new Connector(format, key(format)))
          .toList();

  private ConnectorKeys() {}

  private static Key<Optional<Yaml>> key(Format format) {
    return Key.optional(
            format.word(),
            new Anything(),
            "options of the connector, in the syntax of old workflows")
        .oldFormOf("options");
  }

  static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>();
    ALL.forEach(connector -> keys.add(connector.key()));
    return keys;
  }

  static String[] words() {
    return ALL.stream().map(connector -> connector.format().word()).toArray(String[]::new);
  }

  /** All options in such maps. */
  static Map<String, Located<String>> options(Fields fields) {
    Map<String, Located<String>> options = new LinkedHashMap<>();
    for (Connector each : ALL) {
      Map<String, Located<String>> leaves =
          fields.get(each.key()).map(ConnectorKeys::leaves).orElse(Map.of());
      leaves.forEach((name, value) -> options.put(asNamedByEngine(each.format(), name), value));
    }
    options.keySet().removeAll(OURS);
    return options;
  }

  /** Old workflows have a name of their own for the user of a database. */
  private static String asNamedByEngine(Format format, String option) {
    return format.equals(Formats.JDBC) && option.equals("username") ? "user" : option;
  }

  /** Whether such a map says that the input never ends. */
  static Optional<Located<Boolean>> isStream(Fields fields) {
    return ALL.stream()
        .flatMap(each -> fields.get(each.key()).stream())
        .map(ConnectorKeys::leaves)
        .flatMap(
            leaves ->
                Stream.concat(
                    Optional.ofNullable(leaves.get(IS_STREAM))
                        .map(text -> text.map(TRUE::equalsIgnoreCase))
                        .stream(),
                    Optional.ofNullable(leaves.get(IS_BATCH))
                        .map(text -> text.map(batch -> !TRUE.equalsIgnoreCase(batch)))
                        .stream()))
        .findFirst();
  }

  /** The one whose map is there. */
  static Optional<Format> format(Fields fields) {
    return ALL.stream()
        .filter(each -> fields.get(each.key()).isPresent())
        .map(Connector::format)
        .findFirst();
  }

  /** What the one whose map is there reads or writes, as a dataset is called. */
  static Optional<Located<String>> dataset(Fields fields) {
    Map<String, Located<String>> options = options(fields);
    return format(fields)
        .map(
            format ->
                NAMES.stream()
                    .filter(options::containsKey)
                    .map(options::get)
                    .findFirst()
                    .orElseGet(() -> new Located<>(format.word(), fields.span())));
  }

  /** The texts in a map, at whatever depth, by their own keys. */
  static Map<String, Located<String>> leaves(Yaml yaml) {
    Map<String, Located<String>> leaves = new LinkedHashMap<>();
    for (Yaml.Mapping map : yaml.mappings()) {
      for (Yaml.Entry entry : map.entries()) {
        Optional<Yaml.Scalar> text = entry.value().asScalar().filter(each -> !each.isNull());
        text.ifPresent(
            scalar -> leaves.put(entry.key(), new Located<>(scalar.text(), scalar.span())));
        leaves.putAll(leaves(entry.value()));
      }
    }
    return leaves;
  }
}
