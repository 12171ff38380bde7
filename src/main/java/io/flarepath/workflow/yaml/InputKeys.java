package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Input.Origin;
import io.flarepath.workflow.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of an entry of {@code inputs}. */
final class InputKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.located(), "the view that the input becomes");

  private static final Key<Optional<Located<String>>> DATASET =
      Key.optional(
              "dataset",
              Scalar.TEXT.located(),
              "an address `dataos://depot:collection/dataset`, or a path")
          .needed()
          .unless(otherOrigins());

  private static final Key<Optional<Passage>> QUERY =
      Key.optional("query", SqlType.SQL, "a query over the catalogs, instead of a dataset");

  private static final Key<Optional<Located<Format>>> FORMAT_KEY =
      Key.optional(
          "format",
          FormatType.WORDS.located(),
          "the storage format; by default, that of the depot");

  private static final Key<Map<String, Located<String>>> OPTIONS =
      Key.withDefault(
          "options",
          new MapOf(true, Map.of(), nestedOptions()),
          Map.<String, Located<String>>of(),
          "options of the reader");

  private static final Key<Map<String, Located<String>>> CONNECTION =
      Key.withDefault(
              "connectionProps",
              new MapOf(true),
              Map.<String, Located<String>>of(),
              "additional options of the connector")
          .oldFormOf("options");

  private static final Key<Optional<Located<String>>> DRIVER =
      Key.optional("driver", Scalar.TEXT.located(), "the class of the JDBC driver")
          .belongingIn("inputs[].options");

  private static final Key<Optional<Located<Boolean>>> IS_STREAM =
      Key.optional("isStream", Scalar.BOOL.located(), "whether to read the input as a stream");

  private static final Key<Optional<String>> INPUT_TYPE =
      Key.optional(
              "inputType",
              Choice.of(inputTypes(), Function.identity()),
              "`file` or a connector: old syntax, used with a map of that name")
          .oldFormOf("dataset");

  private static final Key<Optional<OldFileKeys.Read>> FILE =
      Key.optional("file", OldFileKeys.SECTION, "old syntax for `dataset` and `format`")
          .oldFormOf("dataset");

  private final Key<Optional<Incremental>> incremental;

  /**
   * @param read the value of {@code incremental}
   */
  InputKeys(Type<Incremental> read) {
    incremental = Key.optional("incremental", read, "how to read the input one window at a time");
  }

  /** An entry of {@code inputs}. */
  Section<Input> input() {
    return Section.checked("inputs[]", keys(), this::input)
        .where(
            Constraint.notBoth("schema", "schemaString"),
            Constraint.notBoth("schema", "schemaPath"),
            Constraint.notBoth("schemaString", "schemaPath"),
            Constraint.needs("schemaType", "schema", "schemaString", "schemaPath"));
  }

  private List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                NAME,
                DATASET,
                QUERY,
                FORMAT_KEY,
                SchemaKeys.SCHEMA,
                SchemaKeys.SCHEMA_STRING,
                SchemaKeys.SCHEMA_PATH,
                SchemaKeys.SCHEMA_TYPE,
                Key.ignored("schemaSubject", "the schema's name in a registry"),
                Key.ignored("schemaId", "the schema's id in a registry"),
                Key.ignored("schemaRegistryUrl", "where Flare looks up schemas"),
                OPTIONS,
                CONNECTION,
                DRIVER,
                IS_STREAM,
                incremental,
                INPUT_TYPE,
                FILE,
                SharedKeys.IGNORED_TITLE,
                SharedKeys.DESCRIPTION,
                SharedKeys.TAGS));
    keys.addAll(ConnectorKeys.keys());
    return keys;
  }

  private static String[] otherOrigins() {
    return Stream.concat(Stream.of("query", "file"), Stream.of(ConnectorKeys.words()))
        .toArray(String[]::new);
  }

  /** Keys of {@code options} under which workflows group options. */
  private static Set<String> nestedOptions() {
    return Stream.concat(
            Stream.of("extraOptions", "connectionProps", "options"),
            Stream.of(ConnectorKeys.words()))
        .collect(Collectors.toSet());
  }

  private static List<String> inputTypes() {
    return Stream.concat(Stream.of("file"), Stream.of(ConnectorKeys.words())).toList();
  }

  private Optional<Input> input(Fields fields) {
    Optional<Origin> origin = origin(fields);
    Optional<Schema> schema = SchemaKeys.schema(fields);
    return origin.map(
        from ->
            new Input(
                fields.get(NAME),
                from,
                format(fields),
                schema,
                options(fields),
                false,
                fields
                    .get(IS_STREAM)
                    .or(() -> fields.get(FILE).flatMap(OldFileKeys.Read::isStream))
                    .or(() -> ConnectorKeys.isStream(fields)),
                fields.get(incremental)));
  }

  /** A query wins over a dataset: Flare takes only the engine's address from that. */
  private static Optional<Origin> origin(Fields fields) {
    Optional<Origin> query = fields.get(QUERY).map(Origin.Query::new);
    Optional<Origin> dataset = fields.get(DATASET).map(Origin.Dataset::new);
    Optional<Origin> file = fields.get(FILE).map(old -> new Origin.Dataset(old.place().path()));
    Optional<Origin> connector = ConnectorKeys.dataset(fields).map(Origin.Dataset::new);
    return query.or(() -> dataset).or(() -> file).or(() -> connector);
  }

  private static Optional<Located<Format>> format(Fields fields) {
    return fields
        .get(FORMAT_KEY)
        .or(() -> fields.get(FILE).flatMap(file -> file.place().format()))
        .or(() -> ConnectorKeys.format(fields).map(format -> new Located<>(format, fields.span())));
  }

  private static Map<String, Located<String>> options(Fields fields) {
    Map<String, Located<String>> options = new LinkedHashMap<>(ConnectorKeys.options(fields));
    fields.get(FILE).ifPresent(file -> options.putAll(file.options()));
    options.putAll(fields.get(CONNECTION));
    fields.get(DRIVER).ifPresent(driver -> options.put("driver", driver));
    options.putAll(fields.get(OPTIONS));
    return options;
  }
}
