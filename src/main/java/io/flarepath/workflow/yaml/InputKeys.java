package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Input.Origin;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The keys of an entry of {@code inputs}. */
final class InputKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the view that the input becomes");

  private static final Key<Optional<Located<String>>> DATASET =
      Key.optional(
              "dataset",
              Scalar.TEXT.placed(),
              "an address `dataos://depot:collection/dataset`, or a path")
          .needed()
          .unless(otherOrigins());

  private static final Key<Optional<Passage>> QUERY =
      Key.optional("query", Scalar.PASSAGE, "a query over the catalogs instead of a dataset");

  private static final Key<Optional<Located<Format>>> FORMAT_KEY =
      Key.optional(
          "format", FormatType.WORDS.placed(), "how the rows are stored; else the depot decides");

  private static final Key<Map<String, Located<String>>> OPTIONS =
      Key.withDefault(
          "options", new MapOf(true), Map.<String, Located<String>>of(), "options of the reader");

  private static final Key<Optional<Located<String>>> DRIVER =
      Key.optional("driver", Scalar.TEXT.placed(), "the class of the JDBC driver")
          .belongingIn("inputs[].options");

  private static final Key<Optional<Located<Boolean>>> IS_STREAM =
      Key.optional("isStream", Scalar.BOOL.placed(), "whether the input never ends");

  private static final Key<Optional<KeySql>> INCREMENTAL =
      Key.optional("incremental", IncrementalKeys.SECTION, "how to read a window at a time");

  private static final Key<Optional<String>> INPUT_TYPE =
      Key.optional(
              "inputType",
              Choice.of(inputTypes(), Function.identity()),
              "`file` or a connector: the old form, beside a map of that name")
          .oldFormOf("dataset");

  private static final Key<Optional<OldFileKeys.Place>> FILE =
      Key.optional("file", OldFileKeys.SECTION, "the old form of `dataset` and `format`")
          .oldFormOf("dataset");

  static final Section<Input> INPUT =
      Section.checked("inputs[]", keys(), InputKeys::input)
          .where(
              Demand.notBoth("schema", "schemaString"),
              Demand.notBoth("schema", "schemaPath"),
              Demand.notBoth("schemaString", "schemaPath"),
              Demand.needs("schemaType", "schema", "schemaString", "schemaPath"));

  private InputKeys() {}

  private static List<Key<?>> keys() {
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
                Key.ignored("schemaId", "the schema's number in a registry"),
                Key.ignored("schemaRegistryUrl", "where the original finds schemas"),
                OPTIONS,
                DRIVER,
                IS_STREAM,
                INCREMENTAL,
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

  private static List<String> inputTypes() {
    return Stream.concat(Stream.of("file"), Stream.of(ConnectorKeys.words())).toList();
  }

  private static Optional<Input> input(Fields fields) {
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
                fields.get(IS_STREAM),
                fields.get(INCREMENTAL).map(Incremental.class::cast)));
  }

  /** A query wins over a dataset: the original takes only the engine's address from that. */
  private static Optional<Origin> origin(Fields fields) {
    Optional<Origin> query = fields.get(QUERY).map(Origin.Query::new);
    Optional<Origin> dataset = fields.get(DATASET).map(Origin.Dataset::new);
    Optional<Origin> file = fields.get(FILE).map(old -> new Origin.Dataset(old.path()));
    Optional<Origin> connector = ConnectorKeys.dataset(fields).map(Origin.Dataset::new);
    return query.or(() -> dataset).or(() -> file).or(() -> connector);
  }

  private static Optional<Located<Format>> format(Fields fields) {
    return fields
        .get(FORMAT_KEY)
        .or(() -> fields.get(FILE).flatMap(file -> file.format()))
        .or(() -> ConnectorKeys.format(fields).map(format -> new Located<>(format, fields.span())));
  }

  private static Map<String, Located<String>> options(Fields fields) {
    Map<String, Located<String>> options = new LinkedHashMap<>(ConnectorKeys.options(fields));
    fields.get(DRIVER).ifPresent(driver -> options.put("driver", driver));
    options.putAll(fields.get(OPTIONS));
    return options;
  }
}
