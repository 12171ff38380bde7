package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of an entry of {@code sink} next to a {@code sequence}: old syntax for an output, of
 * which the entry of {@code outputs} says only the depot.
 */
final class SinkKeys {

  private static final Key<Located<String>> VIEW =
      Key.required("sequenceName", Scalar.TEXT.located(), "the view that is written");

  private static final Key<Located<String>> DATASET =
      Key.required("datasetName", Scalar.TEXT.located(), "the table's name in the output's depot");

  private static final Key<Located<String>> OUTPUT =
      Key.required(
          "outputName", Scalar.TEXT.located(), "the entry of `outputs` that names the depot");

  private static final Key<Optional<Located<Format>>> FORMAT =
      Key.optional(
          "outputType",
          FormatType.WORDS.located(),
          "the storage format; by default, that of the depot");

  private static final Key<Optional<OptionsKeys.Options>> OPTIONS =
      Key.optional("outputOptions", OptionsKeys.SECTION, "how the table is written");

  static final Section<Sink> SECTION = Section.of("steps[].sink[]", keys(), SinkKeys::sink);

  private SinkKeys() {}

  /** What an entry of {@code sink} says. */
  record Sink(
      Located<String> view,
      Located<String> dataset,
      Located<String> output,
      Optional<Located<Format>> format,
      Optional<OptionsKeys.Options> options,
      About about) {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(VIEW, DATASET, OUTPUT, FORMAT, OPTIONS));
    keys.addAll(AboutKeys.ALL);
    return keys;
  }

  private static Sink sink(Fields fields) {
    return new Sink(
        fields.get(VIEW),
        fields.get(DATASET),
        fields.get(OUTPUT),
        fields.get(FORMAT),
        fields.get(OPTIONS),
        AboutKeys.about(fields));
  }
}
