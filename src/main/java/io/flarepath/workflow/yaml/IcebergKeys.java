package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Patterns;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Shape;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.PartitionField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of {@code options.iceberg} of an output. */
final class IcebergKeys {

  static final String PLACE = "outputs[].options.iceberg";

  private static final String OVERWRITE_MODE = "overwrite-mode";
  private static final String FORMAT_VERSION = "format-version";
  private static final String METADATA_CODEC = "write.metadata.compression-codec";
  private static final Set<String> METADATA_CODECS = Set.of("none", "gzip");

  private static final Key<Located<PartitionField.Transform>> TRANSFORM =
      Key.required(
          "type",
          Choice.of(PartitionField.Transform.class).located(),
          "`identity`, `year`, `month`, `day`, `hour`, `bucket` or `truncate`");

  private static final Key<Located<String>> COLUMN =
      Key.required("column", Scalar.TEXT.located(), "the column to partition by");

  private static final Key<Optional<Located<String>>> NAME =
      Key.optional(
              "name",
              Scalar.TEXT.located(),
              "the name of the partition field; must differ from all column names")
          .or("asColumn");

  private static final Key<Optional<Integer>> SIZE =
      Key.optional("numBuckets", Scalar.COUNT, "the number of buckets, or the width of `truncate`")
          .or("width");

  private static final Section<PartitionField> FIELD =
      Section.checked(
              PLACE + ".partitionSpec[]",
              List.of(TRANSFORM, COLUMN, NAME, SIZE),
              IcebergKeys::field)
          .where(Constraint.when("type", List.of("bucket", "truncate"), "numBuckets"));

  static final Key<List<PartitionField>> PARTITION_SPEC =
      Key.withDefault(
          "partitionSpec",
          ListOf.of(FIELD),
          List.<PartitionField>of(),
          "how the table is partitioned");

  static final Key<Map<String, Located<String>>> PROPERTIES =
      Key.withDefault(
          "properties",
          new MapOf(true, Map.of(OVERWRITE_MODE, Shape.of(Patterns.word("dynamic")).textOnly())),
          Map.<String, Located<String>>of(),
          "table properties, and `overwrite-mode`");

  private static final Key<Passage> ON =
      Key.required(
          "onClause", SqlType.SQL, "which rows match; `old` is the table, `new` the result");

  private static final Key<Passage> WHEN =
      Key.required(
          "whenClause",
          SqlType.SQL,
          "what to do with them, for example `matched then update set *`");

  static final Key<Optional<Merge>> MERGE =
      Key.optional(
          "merge",
          Section.of(
              PLACE + ".merge",
              List.of(ON, WHEN),
              fields -> new Merge(fields.get(ON), fields.get(WHEN))),
          "updates rows that match and inserts the others");

  static final Section<Options> SECTION =
      Section.of(PLACE, List.of(PROPERTIES, PARTITION_SPEC, MERGE), IcebergKeys::options);

  private IcebergKeys() {}

  /** What {@code iceberg} says. */
  record Options(
      boolean dynamicOverwrite,
      Map<String, Located<String>> properties,
      List<PartitionField> partitioning,
      Optional<Merge> merge) {

    static final Options NONE = new Options(false, Map.of(), List.of(), Optional.empty());

    /** Reports what of the same was written elsewhere, and is not applied. */
    Options noting(Options beside, Problems problems) {
      if (!partitioning.isEmpty() && !beside.partitioning.isEmpty()) {
        problems.add(ignored("partitionSpec", beside.partitioning.get(0).transform().span()));
      }
      if (merge.isPresent() && beside.merge.isPresent()) {
        problems.add(ignored("merge", beside.merge.get().on().span()));
      }
      return this;
    }

    /** With what was written elsewhere, if it is empty. */
    Options or(Options beside) {
      Map<String, Located<String>> all = new LinkedHashMap<>(beside.properties);
      all.putAll(properties);
      return new Options(
          dynamicOverwrite || beside.dynamicOverwrite,
          all,
          partitioning.isEmpty() ? beside.partitioning : partitioning,
          merge.or(() -> beside.merge));
    }
  }

  private static Diagnostic ignored(String key, Span place) {
    return Diagnostic.warning(Code.MISPLACED_KEY, "this `" + key + "` is ignored")
        .at(place)
        .because("the output has another one in `options`")
        .help("keep one of the two, in `" + PLACE + "`");
  }

  private static Options options(Fields fields) {
    return options(
        fields.get(PROPERTIES), fields.get(PARTITION_SPEC), fields.get(MERGE), fields.problems());
  }

  /** What these keys say, wherever they stand. */
  static Options options(
      Map<String, Located<String>> written,
      List<PartitionField> partitioning,
      Optional<Merge> merge,
      Problems problems) {
    PartitionNames.check(partitioning, problems);
    Map<String, Located<String>> properties = new LinkedHashMap<>(written);
    Optional<Located<String>> mode = Optional.ofNullable(properties.remove(OVERWRITE_MODE));
    mode.filter(word -> !isDynamic(word)).ifPresent(word -> problems.add(badMode(word)));
    normaliseVersion(properties, problems);
    properties.computeIfPresent(METADATA_CODEC, (key, codec) -> codec(codec, problems));
    return new Options(
        mode.filter(IcebergKeys::isDynamic).isPresent(), properties, partitioning, merge);
  }

  /** Iceberg knows the version by its exact name, and elsewhere stores it without effect. */
  private static void normaliseVersion(Map<String, Located<String>> properties, Problems problems) {
    List<String> names = properties.keySet().stream().filter(IcebergKeys::isVersion).toList();
    for (String name : names) {
      Located<String> version = Objects.requireNonNull(properties.remove(name)).map(String::strip);
      if (properties.put(FORMAT_VERSION, version) != null) {
        problems.add(
            Diagnostic.error(Code.DUPLICATE_KEY, "`" + FORMAT_VERSION + "` appears twice")
                .at(version.span())
                .help("keep one of the two"));
      }
    }
  }

  private static boolean isVersion(String property) {
    return property.strip().equalsIgnoreCase(FORMAT_VERSION);
  }

  private static boolean isDynamic(Located<String> mode) {
    return mode.value().strip().equalsIgnoreCase("dynamic");
  }

  private static Diagnostic badMode(Located<String> mode) {
    return Diagnostic.error(
            Code.BAD_VALUE, "`" + mode.value() + "` is not a valid `" + OVERWRITE_MODE + "`")
        .at(mode.span())
        .help("allowed here: `dynamic`; without it, all rows of the table are replaced");
  }

  private static Located<String> codec(Located<String> codec, Problems problems) {
    if (METADATA_CODECS.contains(codec.value().strip().toLowerCase(Locale.ROOT))) {
      return codec;
    }
    problems.add(
        Diagnostic.warning(
                Code.UNKNOWN_CODEC, "Iceberg cannot compress metadata with `" + codec.value() + "`")
            .at(codec.span())
            .because("it supports `none` and `gzip`; `gzip` is used")
            .help("write `gzip`"));
    return codec.map(unknown -> "gzip");
  }

  private static Optional<PartitionField> field(Fields fields) {
    Located<PartitionField.Transform> transform = fields.get(TRANSFORM);
    Optional<Integer> size = fields.get(SIZE);
    boolean needsSize =
        switch (transform.value()) {
          case BUCKET, TRUNCATE -> true;
          default -> false;
        };
    if (needsSize && size.isEmpty()) {
      if (!fields.hasValue(SIZE)) {
        fields.problems().add(noSize(transform));
      }
      return Optional.empty();
    }
    return Optional.of(
        new PartitionField(
            transform,
            fields.get(COLUMN),
            fields.get(NAME),
            size.map(OptionalInt::of).orElse(OptionalInt.empty())));
  }

  private static Diagnostic noSize(Located<PartitionField.Transform> transform) {
    String key = transform.value() == PartitionField.Transform.BUCKET ? "numBuckets" : "width";
    return Diagnostic.error(
            Code.MISSING_KEY,
            "`" + key + "` is required with `type: " + transform.value().word() + "`")
        .at(transform.span())
        .help("`" + key + "`: " + SIZE.doc());
  }
}
