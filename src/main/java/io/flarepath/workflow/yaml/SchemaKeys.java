package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Type;
import io.flarepath.workflow.Schema;
import io.flarepath.workflow.Schema.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that tell an input's columns. */
final class SchemaKeys {

  /** Text that can point back at each of its characters. */
  private static final Type<Passage> TEXT =
      new Scalar<>("a string", node -> Optional.of(node.passage()));

  static final Key<Optional<Passage>> SCHEMA =
      Key.optional("schema", TEXT, "the columns, as DDL, Spark's JSON or Avro");

  static final Key<Optional<Passage>> SCHEMA_STRING =
      Key.optional("schemaString", TEXT, "the columns, in the language of `schemaType`");

  static final Key<Optional<Located<String>>> SCHEMA_PATH =
      Key.optional(
          "schemaPath",
          Scalar.TEXT.located(),
          "a file with the columns: an address, or a path relative to the workflow's folder");

  static final Key<Optional<Located<Language>>> SCHEMA_TYPE =
      Key.optional(
          "schemaType",
          new Choice<>(languages(), List.of()).located(),
          "the language of the schema; by default, inferred from its text");

  private SchemaKeys() {}

  /** The one schema of an input; reports a second one, and a language without any. */
  static Optional<Schema> schema(Fields fields) {
    Optional<Language> language = fields.get(SCHEMA_TYPE).map(Located::value);
    List<Schema> schemas =
        Stream.of(
                fields.get(SCHEMA).map(text -> (Schema) new Schema.Text(language, text)),
                fields.get(SCHEMA_STRING).map(text -> (Schema) new Schema.Text(language, text)),
                fields.get(SCHEMA_PATH).map(path -> (Schema) new Schema.File(language, path)))
            .flatMap(Optional::stream)
            .toList();
    if (schemas.size() > 1) {
      Span second =
          fields.keySpan(SCHEMA_PATH).or(() -> fields.keySpan(SCHEMA_STRING)).orElse(fields.span());
      fields
          .problems()
          .add(
              Diagnostic.error(Code.DUPLICATE_KEY, "the input has two schemas")
                  .at(second)
                  .because("`schema`, `schemaString` and `schemaPath` are three ways to give one")
                  .help("keep one of them"));
    }
    boolean isAlone =
        Stream.of(SCHEMA, SCHEMA_STRING, SCHEMA_PATH)
            .allMatch(key -> fields.keySpan(key).isEmpty());
    if (isAlone) {
      fields.get(SCHEMA_TYPE).ifPresent(type -> fields.problems().add(alone(type)));
    }
    return schemas.stream().findFirst();
  }

  private static Diagnostic alone(Located<Language> type) {
    return Diagnostic.error(Code.MISSING_KEY, "`schemaType` is given without a schema")
        .at(type.span())
        .help("add `schemaString` with the schema, or `schemaPath` with a file that holds it");
  }

  private static Map<String, Language> languages() {
    Map<String, Language> languages = new LinkedHashMap<>();
    languages.put("avro", Language.AVRO);
    languages.put("spark", Language.SPARK);
    languages.put("sparkjson", Language.SPARK);
    languages.put("ddl", Language.DDL);
    return languages;
  }
}
