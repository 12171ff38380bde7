package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Format;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Optional;

/** The keys of an entry of {@code outputs}. */
final class OutputKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the view that is written");

  private static final Key<Located<String>> DATASET =
      Key.required(
              "dataset",
              Scalar.TEXT.placed(),
              "the table's address, `dataos://depot:collection/dataset`")
          .unless("depot");

  private static final Key<Optional<Located<Format>>> FORMAT =
      Key.optional(
              "format", InputKeys.FORMAT.placed(), "how rows are stored; else the depot decides")
          .or("type", "outputType");

  private static final Key<OptionsKeys.Options> OPTIONS =
      Key.withDefault(
          "options", OptionsKeys.SECTION, OptionsKeys.Options.NONE, "how the table is written");

  private static final Key<List<Assertion>> ASSERTIONS =
      Key.withDefault(
          "assertions",
          ListOf.of(AssertionKeys.ASSERTION),
          List.<Assertion>of(),
          "checks of the rows before anybody can read them");

  static final Section<Output> OUTPUT =
      Section.of(
          "outputs[]",
          List.of(
              NAME,
              DATASET,
              FORMAT,
              OPTIONS,
              SharedKeys.IGNORED_TITLE,
              SharedKeys.DESCRIPTION,
              SharedKeys.TAGS,
              Key.ignored("columnTags", "labels of columns, for catalogues"),
              ASSERTIONS,
              Key.notYet("driver", "the JDBC driver's class"),
              Key.notYet("depot", "the old form of `dataset`").oldFormOf("dataset")),
          OutputKeys::output);

  private OutputKeys() {}

  private static Output output(Fields fields) {
    OptionsKeys.Options options = fields.get(OPTIONS);
    return new Output(
        fields.get(NAME),
        fields.get(DATASET),
        fields.get(FORMAT),
        options.saveMode(),
        options.iceberg().dynamicOverwrite(),
        options.onLeak(),
        options.sort(),
        options.iceberg().properties(),
        options.iceberg().partitioning(),
        options.iceberg().merge(),
        fields.get(ASSERTIONS));
  }
}
