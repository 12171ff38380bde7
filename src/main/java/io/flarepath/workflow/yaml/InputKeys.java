package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Format;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.KeySql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of an entry of {@code inputs}. */
final class InputKeys {

  /** The formats of inputs and of outputs. */
  static final Type<Format> FORMAT =
      Choice.of(
          Format.class,
          "avro",
          "text",
          "xml",
          "delta",
          "jdbc",
          "hudi",
          "kafka",
          "pulsar",
          "mongodb",
          "mongo",
          "elasticsearch",
          "opensearch",
          "bigquery",
          "snowflake",
          "redshift",
          "cassandra",
          "postgresql",
          "mysql",
          "oracle",
          "mssql",
          "sqlserver",
          "excel",
          "datagen",
          "fastbase",
          "salesforce");

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the view that the input becomes");

  private static final Key<Located<String>> DATASET =
      Key.required(
              "dataset",
              Scalar.TEXT.placed(),
              "an address `dataos://depot:collection/dataset`, or a path")
          .unless("query", "inputType", "file");

  private static final Key<Optional<Located<Format>>> FORMAT_KEY =
      Key.optional("format", FORMAT.placed(), "how the rows are stored; else the depot decides");

  private static final Key<Map<String, Located<String>>> OPTIONS =
      Key.withDefault(
          "options", new MapOf(true), Map.<String, Located<String>>of(), "options of the reader");

  private static final Key<Optional<Located<Boolean>>> IS_STREAM =
      Key.optional("isStream", Scalar.BOOL.placed(), "whether the input never ends");

  private static final Key<Optional<KeySql>> INCREMENTAL =
      Key.optional("incremental", IncrementalKeys.SECTION, "how to read a window at a time");

  static final Section<Input> INPUT =
      Section.of(
          "inputs[]",
          List.of(
              NAME,
              DATASET,
              FORMAT_KEY,
              OPTIONS,
              IS_STREAM,
              INCREMENTAL,
              SharedKeys.IGNORED_TITLE,
              SharedKeys.DESCRIPTION,
              SharedKeys.TAGS,
              Key.notYet("query", "a query over the catalog instead of a dataset"),
              Key.notYet("schema", "the schema, as JSON or DDL"),
              Key.notYet("schemaType", "how the schema is written"),
              Key.notYet("schemaPath", "a file that holds the schema"),
              Key.notYet("schemaString", "the schema as text"),
              Key.notYet("inputType", "the old form of `format`"),
              Key.notYet("file", "the old form of `dataset`")),
          InputKeys::input);

  private InputKeys() {}

  private static Input input(Fields fields) {
    fields.get(IS_STREAM).filter(Located::value).ifPresent(yes -> refuse(yes, fields));
    return new Input(
        fields.get(NAME),
        fields.get(DATASET),
        fields.get(FORMAT_KEY),
        fields.get(OPTIONS),
        fields.get(INCREMENTAL).map(Incremental.class::cast));
  }

  private static void refuse(Located<Boolean> isStream, Fields fields) {
    fields
        .problems()
        .add(
            Diagnostic.error(Code.NOT_SUPPORTED, "`isStream: true` is not supported yet")
                .at(isStream.span())
                .because("every input is read as a batch"));
  }
}
