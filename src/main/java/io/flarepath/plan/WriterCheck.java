package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.state.PropertyNames;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.WriterOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an output into an Iceberg table says to the writer, before anything is written. */
final class WriterCheck {

  private static final String BRANCH = "branch";
  private static final String OURS = "flarepath.";

  /** What only seems to be a property. */
  private static final Set<String> OF_METADATA =
      Set.of(
          "uuid",
          "snapshot-count",
          "current-snapshot-id",
          "current-snapshot-summary",
          "current-snapshot-timestamp-ms",
          "current-schema",
          "default-partition-spec",
          "default-sort-order");

  private WriterCheck() {}

  static void check(Output output, Problems problems) {
    WriterOptions writer = output.writer();
    writer
        .compression()
        .filter(codec -> Codec.of(codec.value()).isEmpty())
        .ifPresent(codec -> problems.add(unknown(codec)));
    writer.extra().forEach((name, value) -> extra(name, value).ifPresent(problems::add));
    output
        .properties()
        .forEach(
            (name, value) -> {
              String property = name.strip().toLowerCase(Locale.ROOT);
              if (name.equals(PropertyNames.EXPIRE_SNAPSHOTS)) {
                if (!value.value().matches("true|false")) {
                  problems.add(neither(name, value));
                }
              } else if (property.startsWith(OURS)) {
                problems.add(ours(name, value));
              } else if (OF_METADATA.contains(property)) {
                problems.add(ofMetadata(name, value));
              } else if (name.equals("format-version") && !value.value().matches("[1-3]")) {
                problems.add(version(value));
              }
            });
    if (!writer.partitionBy().isEmpty()) {
      problems.add(partitionBy(output));
    }
  }

  private static Diagnostic neither(String name, Located<String> value) {
    return Diagnostic.error(
            Code.BAD_VALUE, "the table property `%s` cannot be `%s`".formatted(name, value.value()))
        .at(value.span())
        .help("write `true`, and runs expire old snapshots of the table, or `false`");
  }

  private static Diagnostic ofMetadata(String name, Located<String> value) {
    return Diagnostic.error(
            Code.RESERVED_OPTION, "the table property `" + name + "` cannot be set in a workflow")
        .at(value.span())
        .because("Iceberg shows a part of the table's metadata under this name")
        .help("remove it");
  }

  private static Diagnostic version(Located<String> value) {
    return Diagnostic.error(
            Code.BAD_VALUE, "`%s` is not a version of Iceberg's format".formatted(value.value()))
        .at(value.span())
        .help("write 1, 2 or 3; a table that has a lower version is upgraded");
  }

  private static Diagnostic unknown(Located<String> codec) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.UNKNOWN_CODEC,
                "Iceberg cannot compress data files with `" + codec.value() + "`")
            .at(codec.span())
            .because("it supports " + String.join(", ", Codec.words()));
    if (codec.value().strip().equalsIgnoreCase("brotli")) {
      return diagnostic.help(
          "brotli needs a library that is not part of Spark; with it on the class path, set"
              + " `write.parquet.compression-codec` under `options.iceberg.properties`");
    }
    return Suggestion.nearest(codec.value(), Codec.words())
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElse(diagnostic.help("remove it to compress files with zstd"));
  }

  private static Optional<Diagnostic> extra(String name, Located<String> value) {
    String option = name.strip().toLowerCase(Locale.ROOT);
    if (option.equals(BRANCH)) {
      return Optional.of(
          Diagnostic.error(Code.RESERVED_OPTION, "there is no need to name the branch `main`")
              .at(value.span())
              .because("a run publishes to main")
              .help("remove `branch`"));
    }
    return reserved(option)
        .map(
            help ->
                Diagnostic.error(
                        Code.RESERVED_OPTION,
                        "the writer option `" + name + "` cannot be set in a workflow")
                    .at(value.span())
                    .because(
                        "Flarepath writes files, stages them and publishes them with the state; this"
                            + " option would interfere with that")
                    .help(help));
  }

  private static Diagnostic ours(String name, Located<String> value) {
    return Diagnostic.error(
            Code.RESERVED_OPTION, "the table property `" + name + "` cannot be set in a workflow")
        .at(value.span())
        .because(
            "properties under `flarepath.` store the state of a table's jobs and what they"
                + " published")
        .help(
            "remove it; use `flarepath state set` to set a state, and the output's keys to set"
                + " title and tags");
  }

  /** What to do instead of setting an option by which the protocol works. */
  private static Optional<String> reserved(String option) {
    return switch (option) {
      case "overwrite-mode" ->
          Optional.of("write it under `options.iceberg.properties`: `overwrite-mode: dynamic`");
      case "merge-schema", "mergeschema" ->
          Optional.of("write `schemaChange: add` under `options`");
      case "output-spec-id" ->
          Optional.of("set the table's partitions with `options.iceberg.partitionSpec`");
      case "rewritten-file-scan-task-set-id",
          "use-table-distribution-and-ordering",
          "distribution-mode",
          "validate-from-snapshot-id",
          "isolation-level",
          "check-nullability" ->
          Optional.of("remove it");
      default ->
          option.startsWith("snapshot-property") || option.matches("(spark\\.)?wap\\b.*")
              ? Optional.of("remove it")
              : Optional.empty();
    };
  }

  private static Diagnostic partitionBy(Output output) {
    Located<String> first = output.writer().partitionBy().get(0);
    if (!output.partitioning().isEmpty()) {
      return Diagnostic.warning(
              Code.MISPLACED_KEY, "`partitionBy` has no effect next to `partitionSpec`")
          .at(first.span())
          .because("the table is partitioned by `partitionSpec`")
          .help("remove `partitionBy`");
    }
    return Diagnostic.warning(
            Code.MISPLACED_KEY, "use `partitionSpec` to partition an Iceberg table")
        .at(first.span())
        .because(
            "`partitionBy` is for files in folders; here, the table is partitioned by the columns'"
                + " values, as with `partitionSpec` of type `identity`")
        .help(
            "write it under `options.iceberg.partitionSpec`: `{type: identity, column: "
                + first.value()
                + "}`");
  }
}
