package io.flarepath.workflow.yaml;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.Sort;
import io.flarepath.workflow.WriterOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code options} of an output, and of its {@code sort}. */
final class OptionsKeys {

  static final String PLACE = "outputs[].options";

  private static final String STATEMENT = "query";

  private static final Key<Located<String>> COLUMN_NAME =
      Key.required("name", Scalar.TEXT.located(), "the column");

  private static final Key<Sort.Order> ORDER =
      Key.withDefault(
          "order",
          Choice.of(Sort.Order.class),
          Sort.Order.ASC,
          "`asc` or `desc`, also with `_nulls_first` or `_nulls_last`");

  private static final Section<Sort.Column> COLUMN =
      Section.of(
          "outputs[].options.sort.columns[]",
          List.of(COLUMN_NAME, ORDER),
          fields -> new Sort.Column(fields.get(COLUMN_NAME), fields.get(ORDER)));

  private static final Key<Sort.Mode> MODE =
      Key.withDefault(
          "mode",
          Choice.of(Sort.Mode.class),
          Sort.Mode.PARTITION,
          "`partition`: within each partition; `global`: over all rows");

  private static final Key<List<Sort.Column>> COLUMNS =
      Key.required("columns", ListOf.of(COLUMN), "the columns, most significant first");

  static final Key<Optional<Sort>> SORT =
      Key.optional(
          "sort",
          Section.of(
              "outputs[].options.sort",
              List.of(MODE, COLUMNS),
              fields -> new Sort(fields.get(MODE), fields.get(COLUMNS))),
          "the order of the rows inside the files");

  static final Key<Optional<Located<Output.SaveMode>>> SAVE_MODE =
      Key.optional(
          "saveMode",
          Choice.of(Output.SaveMode.class)
              .hint(
                  "to update the rows that are there by a key, add `merge` with an `onClause` and a"
                      + " `whenClause`",
                  "upsert",
                  "merge",
                  "update")
              .located(),
          "`append`, `overwrite`, `ignore` or `errorIfExists`; by default, `overwrite`");

  private static final Key<Output.OnLeak> ON_LEAK =
      Key.withDefault(
              "onLeak",
              Choice.of(Output.OnLeak.class),
              Output.OnLeak.FAIL,
              "what to do with rows outside the window: `fail` or `drop`")
          .or("on-leak")
          .since("Flarepath 0.1");

  private static final Key<Output.Replace> REPLACE =
      Key.withDefault(
              "replace",
              Choice.of(Output.Replace.class),
              Output.Replace.WINDOW,
              "what a dynamic overwrite of an incremental job replaces: the rows of its `window`, or"
                  + " whole `partitions`, with the rows of other windows in them")
          .since("Flarepath 0.1");

  private static final Key<Output.SchemaChange> SCHEMA_CHANGE =
      Key.withDefault(
              "schemaChange",
              Choice.of(Output.SchemaChange.class),
              Output.SchemaChange.FAIL,
              "what to do if the table's columns differ from the result's: `fail`, or `add` new"
                  + " columns and widen types")
          .since("Flarepath 0.1");

  private static final Key<List<Located<String>>> PARTITION_BY =
      Key.withDefault(
          "partitionBy",
          ListOf.of(Scalar.TEXT.located()),
          List.<Located<String>>of(),
          "the columns whose values determine the folders of the files");

  private static final Key<Optional<Located<String>>> COMPRESSION =
      Key.optional(
          "compressionType",
          Scalar.TEXT.located(),
          "the compression codec of the files, such as `gzip`");

  static final Key<Optional<Located<String>>> CHECKPOINT =
      Key.optional(
          "checkpointLocation",
          Scalar.TEXT.located(),
          "the folder where a stream stores its progress");

  private static final Key<Map<String, Located<String>>> EXTRA =
      Key.withDefault(
          "extraOptions",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "additional writer options, such as `target-file-size-bytes`");

  static final Key<Map<String, Located<String>>> CONNECTION =
      Key.withDefault(
              "connectionProps",
              new MapOf(true),
              Map.<String, Located<String>>of(),
              "additional options of the connector")
          .oldFormOf("extraOptions");

  private static final Key<Optional<Located<String>>> QUERY =
      Key.optional(
          "query",
          Scalar.TEXT.located(),
          "with `format: JDBCQuery`: the statement that is executed for each row; its `?` are the"
              + " columns of the row, in order");

  static final Key<IcebergKeys.Options> ICEBERG =
      Key.withDefault(
          "iceberg", IcebergKeys.SECTION, IcebergKeys.Options.NONE, "options of Iceberg tables");

  private static final Key<Map<String, Located<String>>> PROPERTIES =
      IcebergKeys.PROPERTIES.belongingIn(IcebergKeys.PLACE);

  private static final Key<List<PartitionField>> PARTITION_SPEC =
      IcebergKeys.PARTITION_SPEC.belongingIn(IcebergKeys.PLACE);

  private static final Key<Optional<Merge>> MERGE =
      IcebergKeys.MERGE.belongingIn(IcebergKeys.PLACE);

  private static final Key<Optional<Located<Format>>> OUTPUT_TYPE =
      Key.optional("outputType", FormatType.WORDS.located(), "the storage format")
          .oldFormOf("format");

  private static final Key<Optional<OldFile>> FILE =
      Key.optional(
              "file",
              Section.of(
                      PLACE + ".file",
                      List.of(SAVE_MODE, OUTPUT_TYPE, PARTITION_BY, COMPRESSION, EXTRA),
                      fields ->
                          new OldFile(
                              fields.get(SAVE_MODE), fields.get(OUTPUT_TYPE), writer(fields)))
                  .open(),
              "old syntax for the options of files")
          .oldFormOf("partitionBy");

  static final Section<Options> SECTION = Section.of(PLACE, keys(), OptionsKeys::options);

  private OptionsKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                SAVE_MODE,
                REPLACE,
                ON_LEAK,
                SORT,
                SCHEMA_CHANGE,
                PARTITION_BY,
                COMPRESSION,
                CHECKPOINT,
                EXTRA,
                CONNECTION,
                QUERY,
                ICEBERG,
                PROPERTIES,
                PARTITION_SPEC,
                MERGE,
                FILE));
    keys.addAll(ConnectorKeys.keys());
    return keys;
  }

  /** What the old form says. */
  private record OldFile(
      Optional<Located<Output.SaveMode>> saveMode,
      Optional<Located<Format>> format,
      WriterOptions writer) {
    static final OldFile NONE = new OldFile(Optional.empty(), Optional.empty(), WriterOptions.NONE);
  }

  /**
   * What {@code options} says.
   *
   * @param oldFormat the format, where old syntax for the options of files says it
   */
  record Options(
      Optional<Located<Output.SaveMode>> saveMode,
      Output.Replace replace,
      Output.OnLeak onLeak,
      Optional<Sort> sort,
      Output.SchemaChange schemaChange,
      Optional<Located<Format>> oldFormat,
      WriterOptions writer,
      IcebergKeys.Options iceberg) {

    static final Options NONE =
        new Options(
            Optional.empty(),
            Output.Replace.WINDOW,
            Output.OnLeak.FAIL,
            Optional.empty(),
            Output.SchemaChange.FAIL,
            Optional.empty(),
            WriterOptions.NONE,
            IcebergKeys.Options.NONE);

    /** With a save mode that was written elsewhere, if there is none here. */
    Options orSaveMode(Optional<Located<Output.SaveMode>> other) {
      return new Options(
          saveMode.or(() -> other),
          replace,
          onLeak,
          sort,
          schemaChange,
          oldFormat,
          writer,
          iceberg);
    }

    /** With what was written next to {@code options}, if there is nothing here. */
    Options or(Optional<Sort> otherSort, IcebergKeys.Options otherIceberg, Problems problems) {
      return new Options(
          saveMode,
          replace,
          onLeak,
          sort.or(() -> otherSort),
          schemaChange,
          oldFormat,
          writer,
          iceberg.noting(otherIceberg, problems).or(otherIceberg));
    }

    /** With writer options that were written elsewhere, if there are none here. */
    Options with(Map<String, Located<String>> extra, Optional<Located<String>> checkpoint) {
      WriterOptions others =
          new WriterOptions(List.of(), Optional.empty(), Optional.empty(), checkpoint, extra);
      return new Options(
          saveMode, replace, onLeak, sort, schemaChange, oldFormat, writer.or(others), iceberg);
    }
  }

  private static Options options(Fields fields) {
    OldFile old = fields.get(FILE).orElse(OldFile.NONE);
    Map<String, Located<String>> connector = new LinkedHashMap<>(ConnectorKeys.options(fields));
    connector.putAll(fields.get(CONNECTION));
    fields.get(QUERY).ifPresent(statement -> connector.put(STATEMENT, statement));
    IcebergKeys.Options beside =
        IcebergKeys.options(
            fields.get(PROPERTIES),
            fields.get(PARTITION_SPEC),
            fields.get(MERGE),
            fields.problems());
    return new Options(
            saveMode(fields).or(old::saveMode),
            fields.get(REPLACE),
            fields.get(ON_LEAK),
            fields.get(SORT),
            fields.get(SCHEMA_CHANGE),
            old.format(),
            writer(fields).or(old.writer()),
            fields.get(ICEBERG).or(beside))
        .with(connector, fields.get(CHECKPOINT));
  }

  /** A wrong word has been reported; that a good one is missing would not be true. */
  private static Optional<Located<Output.SaveMode>> saveMode(Fields fields) {
    Optional<Located<Output.SaveMode>> written = fields.get(SAVE_MODE);
    return written.isPresent() || !fields.hasValue(SAVE_MODE)
        ? written
        : fields.keySpan(SAVE_MODE).map(place -> new Located<>(Output.SaveMode.APPEND, place));
  }

  private static WriterOptions writer(Fields fields) {
    return new WriterOptions(
        fields.get(PARTITION_BY),
        fields.get(COMPRESSION),
        Optional.empty(),
        Optional.empty(),
        fields.get(EXTRA));
  }
}
