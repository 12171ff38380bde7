package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.Sort;
import java.util.List;
import java.util.Optional;

/** The keys of {@code options} of an output, and of its {@code sort}. */
final class OptionsKeys {

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

  private static final Key<Optional<Located<Output.SaveMode>>> SAVE_MODE =
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

  private static final Key<IcebergKeys.Options> ICEBERG =
      Key.withDefault(
          "iceberg", IcebergKeys.SECTION, IcebergKeys.Options.NONE, "options of Iceberg tables");

  private static final Key<List<PartitionField>> PARTITION_SPEC =
      IcebergKeys.PARTITION_SPEC.belongingIn(IcebergKeys.PLACE);

  private static final Key<Optional<Merge>> MERGE =
      IcebergKeys.MERGE.belongingIn(IcebergKeys.PLACE);

  static final Section<Options> SECTION =
      Section.of(
          "outputs[].options",
          List.of(
              SAVE_MODE,
              ON_LEAK,
              SORT,
              ICEBERG,
              PARTITION_SPEC,
              MERGE,
              Key.notYet("schemaChange", "how the table's columns may change"),
              Key.notYet("partitionBy", "the columns that files are put into folders by"),
              Key.notYet("compressionType", "how files are compressed"),
              Key.notYet("checkpointLocation", "where a stream keeps its progress"),
              Key.notYet("extraOptions", "further options of the writer"),
              Key.notYet("file", "the old form of the options of files")),
          Options::of);

  private OptionsKeys() {}

  /** What {@code options} says. */
  record Options(
      Optional<Located<Output.SaveMode>> saveMode,
      Output.OnLeak onLeak,
      Optional<Sort> sort,
      IcebergKeys.Options iceberg) {

    static final Options NONE =
        new Options(
            Optional.empty(), Output.OnLeak.FAIL, Optional.empty(), IcebergKeys.Options.NONE);

    private static Options of(Fields fields) {
      IcebergKeys.Options iceberg = fields.get(ICEBERG);
      return new Options(
          fields.get(SAVE_MODE),
          fields.get(ON_LEAK),
          fields.get(SORT),
          iceberg.with(fields.get(PARTITION_SPEC), fields.get(MERGE)));
    }
  }
}
