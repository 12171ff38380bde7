package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.About;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of an entry of {@code outputs}. */
final class OutputKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.located(), "the view that is written");

  private static final Key<Optional<Located<String>>> DATASET =
      Key.optional(
              "dataset",
              Scalar.TEXT.located(),
              "the destination: an address `dataos://depot:collection/dataset`, or a path")
          .needed()
          .unless(otherTargets());

  private static final Key<Optional<Located<String>>> DEPOT =
      Key.optional(
              "depot",
              Scalar.TEXT.located(),
              "the address of the collection that `steps[].sink[]` writes to")
          .oldFormOf("dataset");

  private static final Key<Optional<Located<Format>>> FORMAT =
      Key.optional(
              "format",
              FormatType.WORDS.located(),
              "the storage format; by default, that of the depot")
          .or("type");

  private static final Key<Optional<Located<Optional<Format>>>> OUTPUT_TYPE =
      Key.optional(
              "outputType",
              new Choice<>(outputTypes(), List.of()).located(),
              "an alias of `format`; `file`: old syntax, used with a map `file`")
          .oldFormOf("format");

  private static final Key<Optional<OldFileKeys.Target>> FILE =
      Key.optional("file", OldFileKeys.TARGET, "old syntax for `dataset` and `format`")
          .oldFormOf("dataset");

  private static final Key<Optional<Located<String>>> DRIVER =
      Key.optional("driver", Scalar.TEXT.located(), "the class of the JDBC driver");

  private static final Key<OptionsKeys.Options> OPTIONS =
      Key.withDefault(
          "options", OptionsKeys.SECTION, OptionsKeys.Options.NONE, "how the table is written");

  private static final Key<Optional<Located<Output.SaveMode>>> SAVE_MODE =
      OptionsKeys.SAVE_MODE.belongingIn(OptionsKeys.PLACE);

  private static final Key<Optional<Sort>> SORT = OptionsKeys.SORT.belongingIn(OptionsKeys.PLACE);

  private static final Key<IcebergKeys.Options> ICEBERG =
      OptionsKeys.ICEBERG.belongingIn(OptionsKeys.PLACE);

  private static final Key<Optional<Located<String>>> CHECKPOINT =
      OptionsKeys.CHECKPOINT.belongingIn(OptionsKeys.PLACE);

  private static final Key<Map<String, Located<String>>> CONNECTION =
      OptionsKeys.CONNECTION.belongingIn(OptionsKeys.PLACE);

  private static final Key<List<Assertion>> ASSERTIONS =
      Key.withDefault(
          "assertions",
          ListOf.of(AssertionKeys.ASSERTION),
          List.<Assertion>of(),
          "checks of the rows, before readers can see them");

  static final Section<Entry> OUTPUT = Section.of("outputs[]", keys(), OutputKeys::entry);

  private OutputKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                NAME,
                DATASET,
                DEPOT,
                FORMAT,
                OUTPUT_TYPE,
                FILE,
                DRIVER,
                Key.ignored("isStream", "whether Flare writes a stream"),
                OPTIONS,
                SAVE_MODE,
                SORT,
                ICEBERG,
                CHECKPOINT,
                CONNECTION,
                ASSERTIONS));
    keys.addAll(ConnectorKeys.keys());
    keys.addAll(AboutKeys.ALL);
    return keys;
  }

  private static String[] otherTargets() {
    return Stream.concat(Stream.of("depot", "file"), Stream.of(ConnectorKeys.words()))
        .toArray(String[]::new);
  }

  private static Map<String, Optional<Format>> outputTypes() {
    Map<String, Optional<Format>> types = new LinkedHashMap<>();
    types.put("file", Optional.empty());
    Formats.byWord()
        .forEach(
            (word, format) -> {
              if (format.isWritable()) {
                types.put(word, Optional.of(format));
              }
            });
    return types;
  }

  /**
   * What an entry says.
   *
   * @param dataset where it writes; empty in the old form, where a sink completes the depot
   */
  record Entry(
      Located<String> name,
      Optional<Located<String>> dataset,
      Optional<Located<String>> depot,
      Optional<Located<Format>> format,
      Optional<Located<String>> driver,
      OptionsKeys.Options options,
      About about,
      List<Assertion> assertions) {

    Entry {
      assertions = List.copyOf(assertions);
    }

    /** The output of this view to this dataset. */
    Output output(Located<String> view, Located<String> target) {
      return new Output(
          view,
          target,
          format.or(options::oldFormat),
          options.saveMode(),
          options.iceberg().dynamicOverwrite(),
          options.replace(),
          options.onLeak(),
          options.sort(),
          options.iceberg().properties(),
          options.iceberg().partitioning(),
          options.iceberg().merge(),
          options.schemaChange(),
          options.writer().driver(driver),
          about,
          assertions);
    }

    /** The same as a sink completes it, which may say more. */
    Entry with(
        Optional<Located<Format>> otherFormat,
        Optional<OptionsKeys.Options> otherOptions,
        About otherAbout) {
      return new Entry(
          name,
          dataset,
          depot,
          otherFormat.or(() -> format),
          driver,
          otherOptions.orElse(options),
          otherAbout.equals(About.NOTHING) ? about : otherAbout,
          assertions);
    }
  }

  private static Optional<Located<Format>> format(Fields fields) {
    return fields
        .get(FORMAT)
        .or(
            () ->
                fields
                    .get(OUTPUT_TYPE)
                    .flatMap(type -> type.value().map(word -> new Located<>(word, type.span()))))
        .or(() -> fields.get(FILE).flatMap(file -> file.place().format()))
        .or(() -> ConnectorKeys.format(fields).map(format -> new Located<>(format, fields.span())));
  }

  private static Map<String, Located<String>> connection(Fields fields) {
    Map<String, Located<String>> options = new LinkedHashMap<>(ConnectorKeys.options(fields));
    options.putAll(fields.get(CONNECTION));
    return options;
  }

  private static Entry entry(Fields fields) {
    Optional<OldFileKeys.Target> file = fields.get(FILE);
    OptionsKeys.Options options =
        file.filter(old -> !fields.hasValue(OPTIONS))
            .flatMap(OldFileKeys.Target::options)
            .orElse(fields.get(OPTIONS));
    return new Entry(
        fields.get(NAME),
        fields
            .get(DATASET)
            .or(() -> file.map(old -> old.place().path()))
            .or(() -> fields.hasValue(DEPOT) ? Optional.empty() : ConnectorKeys.dataset(fields)),
        fields.get(DEPOT),
        format(fields),
        fields.get(DRIVER),
        options
            .orSaveMode(fields.get(SAVE_MODE))
            .or(fields.get(SORT), fields.get(ICEBERG), fields.problems())
            .with(connection(fields), fields.get(CHECKPOINT)),
        AboutKeys.about(fields),
        fields.get(ASSERTIONS));
  }
}
