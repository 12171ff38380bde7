package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of {@code file} of an input, which standalone Flare 2.0 had instead of an address. */
final class OldFileKeys {

  private static final Key<Located<String>> PATH =
      Key.required("path", Scalar.TEXT.located(), "the file or folder; for Iceberg, the warehouse")
          .or("warehousePath");

  private static final Key<Optional<Located<Format>>> FORMAT =
      Key.optional("format", FormatType.WORDS.located(), "the storage format");

  private static final Key<Optional<String>> SCHEMA_NAME =
      Key.optional("schemaName", Scalar.TEXT, "the folder of the table in the warehouse");

  private static final Key<Optional<String>> TABLE_NAME =
      Key.optional("tableName", Scalar.TEXT, "the folder of the table itself");

  private static final Key<Optional<Located<Boolean>>> IS_STREAM =
      Key.optional("isStream", Scalar.BOOL.located(), "whether to read the files as a stream");

  private static final Key<Map<String, Located<String>>> READER =
      Key.withDefault(
          "options", new MapOf(true), Map.<String, Located<String>>of(), "options of the reader");

  static final Section<Read> SECTION =
      Section.of(
          "inputs[].file",
          List.of(PATH, FORMAT, SCHEMA_NAME, TABLE_NAME, IS_STREAM, READER),
          fields -> new Read(place(fields), fields.get(IS_STREAM), fields.get(READER)));

  private static final Key<Optional<OptionsKeys.Options>> OPTIONS =
      Key.optional("options", OptionsKeys.SECTION, "how the table is written");

  /** The same of an output, which may also say how it is written. */
  static final Section<Target> TARGET =
      Section.of(
          "outputs[].file",
          List.of(
              PATH,
              FORMAT,
              SCHEMA_NAME,
              TABLE_NAME,
              Key.ignored("isStream", "whether Flare writes a stream"),
              OPTIONS),
          fields -> new Target(place(fields), fields.get(OPTIONS)));

  private OldFileKeys() {}

  /** What {@code file} of an input says, which may also say how it is read. */
  record Read(
      Place place, Optional<Located<Boolean>> isStream, Map<String, Located<String>> options) {}

  /** Where files are. */
  record Place(Located<String> path, Optional<Located<Format>> format) {}

  /** What {@code file} of an output says. */
  record Target(Place place, Optional<OptionsKeys.Options> options) {}

  private static Place place(Fields fields) {
    String folders =
        Stream.of(fields.get(SCHEMA_NAME), fields.get(TABLE_NAME))
            .flatMap(Optional::stream)
            .map(folder -> "/" + folder)
            .collect(Collectors.joining());
    return new Place(
        fields
            .get(PATH)
            .map(path -> folders.isEmpty() ? path : path.replaceAll("/+$", "") + folders),
        fields.get(FORMAT));
  }
}
