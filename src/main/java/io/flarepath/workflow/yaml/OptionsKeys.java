package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.Sort;
import io.flarepath.workflow.WriterOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code options} of an output, and of its {@code sort}. */
final class OptionsKeys {

  static final String PLACE = "outputs[].options";

  private static final Key<Located<String>> COLUMN_NAME =
      Key.required("name", Scalar.TEXT.placed(), "the column");

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
      Key.required("columns", ListOf.of(COLUMN), "the columns, the most significant first");

  private static final Key<Optional<Sort>> SORT =
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
          Choice.of(Output.SaveMode.class).placed(),
          "`append`, `overwrite`, `ignore` or `errorIfExists`; without it `overwrite`");

  private static final Key<Output.OnLeak> ON_LEAK =
      Key.withDefault(
              "onLeak",
              Choice.of(Output.OnLeak.class),
              Output.OnLeak.FAIL,
              "what to do with rows outside the window: `fail` or `drop`")
          .or("on-leak")
          .since("Flarepath 0.1");

  private static final Key<Output.SchemaChange> SCHEMA_CHANGE =
      Key.withDefault(
              "schemaChange",
              Choice.of(Output.SchemaChange.class),
              Output.SchemaChange.FAIL,
              "what becomes of a table whose columns are not the result's: `fail`, or `add` new"
                  + " columns and widen types")
          .since("Flarepath 0.1");

  private static final Key<List<Located<String>>> PARTITION_BY =
      Key.withDefault(
          "partitionBy",
          ListOf.of(Scalar.TEXT.placed()),
          List.<Located<String>>of(),
          "the columns by whose values files are put into folders");

  private static final Key<Optional<Located<String>>> COMPRESSION =
      Key.optional(
          "compressionType", Scalar.TEXT.placed(), "how files are compressed, such as `gzip`");

  private static final Key<Optional<Located<String>>> CHECKPOINT =
      Key.optional("checkpointLocation", Scalar.TEXT.placed(), "where a stream keeps its progress");

  private static final Key<Map<String, Located<String>>> EXTRA =
      Key.withDefault(
          "extraOptions",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "further options of the writer, such as `target-file-size-bytes`");

  private static final Key<IcebergKeys.Options> ICEBERG =
      Key.withDefault(
          "iceberg", IcebergKeys.SECTION, IcebergKeys.Options.NONE, "options of Iceberg tables");

  private static final Key<Map<String, Located<String>>> PROPERTIES =
      IcebergKeys.PROPERTIES.belongingIn(IcebergKeys.PLACE);

  private static final Key<List<PartitionField>> PARTITION_SPEC =
      IcebergKeys.PARTITION_SPEC.belongingIn(IcebergKeys.PLACE);

  private static final Key<Optional<Merge>> MERGE =
      IcebergKeys.MERGE.belongingIn(IcebergKeys.PLACE);

  private static final Key<Optional<WriterOptions>> FILE =
      Key.optional(
              "file",
              Section.open(
                  PLACE + ".file",
                  List.of(PARTITION_BY, COMPRESSION, EXTRA),
                  fields -> writer(fields, Optional.empty())),
              "the old form of the options of files")
          .oldFormOf("partitionBy");

  static final Section<Options> SECTION =
      Section.of(
          PLACE,
          List.of(
              SAVE_MODE,
              ON_LEAK,
              SORT,
              SCHEMA_CHANGE,
              PARTITION_BY,
              COMPRESSION,
              CHECKPOINT,
              EXTRA,
              ICEBERG,
              PROPERTIES,
              PARTITION_SPEC,
              MERGE,
              FILE),
          OptionsKeys::options);

  private OptionsKeys() {}

  /** What {@code options} says. */
  record Options(
      Optional<Located<Output.SaveMode>> saveMode,
      Output.OnLeak onLeak,
      Optional<Sort> sort,
      Output.SchemaChange schemaChange,
      WriterOptions writer,
      IcebergKeys.Options iceberg) {

    static final Options NONE =
        new Options(
            Optional.empty(),
            Output.OnLeak.FAIL,
            Optional.empty(),
            Output.SchemaChange.FAIL,
            WriterOptions.NONE,
            IcebergKeys.Options.NONE);

    /** With a save mode that was written elsewhere, where none stands here. */
    Options orSaveMode(Optional<Located<Output.SaveMode>> other) {
      return new Options(saveMode.or(() -> other), onLeak, sort, schemaChange, writer, iceberg);
    }
  }

  private static Options options(Fields fields) {
    WriterOptions old = fields.get(FILE).orElse(WriterOptions.NONE);
    WriterOptions writer = writer(fields, fields.get(CHECKPOINT));
    IcebergKeys.Options beside =
        IcebergKeys.options(
            fields.get(PROPERTIES),
            fields.get(PARTITION_SPEC),
            fields.get(MERGE),
            fields.problems());
    return new Options(
        fields.get(SAVE_MODE),
        fields.get(ON_LEAK),
        fields.get(SORT),
        fields.get(SCHEMA_CHANGE),
        writer.or(old),
        fields.get(ICEBERG).or(beside));
  }

  private static WriterOptions writer(Fields fields, Optional<Located<String>> checkpoint) {
    return new WriterOptions(
        fields.get(PARTITION_BY),
        fields.get(COMPRESSION),
        Optional.empty(),
        checkpoint,
        fields.get(EXTRA));
  }
}
